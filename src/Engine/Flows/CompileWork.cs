namespace Sluice.Engine.Flows;

/// <summary>What it takes to make a flow of a definition.</summary>
public static class CompileWork
{
    /// <summary>0.3 µs or so.</summary>
    private const long PerCharacter = 250;

    /// <summary>A longer definition is compiled in its account's turn; a shorter one where it arrives, in a few milliseconds.</summary>
    private const int Small = 16 * 1024;

    /// <summary>In units of work.</summary>
    public static long Of(string definition) => PerCharacter * definition.Length;

    internal static bool IsLarge(string definition) => definition.Length > Small;
}
