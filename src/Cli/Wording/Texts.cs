namespace Sluice.Cli.Wording;

/// <summary>What the program says: sentences, headings, labels.</summary>
internal static partial class Texts
{
    /// <summary>The word for something that programs know by a name, such as what a finding of the doctor is about.</summary>
    public static string Of(string kind, string name) => GetResourceString($"{kind}.{name}", name);
}
