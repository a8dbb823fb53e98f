namespace Sluice.Testing.Files;

/// <summary>Every code of what can be wrong with a test file. Stable, and each has a page in <c>docs/errors/</c>.</summary>
/// <remarks>What is no YAML at all has the codes of definitions, SL1001 to SL1015.</remarks>
public static class TestCodes
{
    public const string NotATestFile = "SL7001";
    public const string KeyMissing = "SL7002";
    public const string UnknownKey = "SL7003";
    public const string WrongType = "SL7004";
    public const string BadValue = "SL7005";
    public const string NameTwice = "SL7006";
    public const string FileUnreadable = "SL7007";
    public const string FlowRefused = "SL7008";
    public const string NamesNothing = "SL7009";
    public const string UnclearAnswer = "SL7010";
    public const string AnswerUnused = "SL7011";
}
