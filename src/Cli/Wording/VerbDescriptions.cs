namespace Sluice.Cli.Wording;

/// <summary>What each verb does, in a sentence, by its name.</summary>
internal static partial class VerbDescriptions
{
    public static string Of(string name) => GetResourceString(name, defaultValue: "");
}
