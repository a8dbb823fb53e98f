namespace Sluice.Cli.Wording;

/// <summary>What each setting is, in one or more sentences, by its name in the file.</summary>
internal static partial class SettingDescriptions
{
    public static string Of(string name) => GetResourceString(name, defaultValue: "");
}
