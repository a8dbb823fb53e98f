using Sluice.Cli.Wording;
using Sluice.Targets.Functions;
using Sluice.Targets.Http;

namespace Sluice.Cli.Configuration;

/// <summary>What stands for functions.</summary>
internal static class FunctionSettings
{
    public const string Name = "functions";

    private static readonly Setting<IReadOnlyList<FunctionMapping>> Functions = Setting.List<FunctionMapping>(
        Name, static () => SettingTexts.FormOfFunctions, "", TryParse);

    public static IReadOnlyList<Setting> All { get; } = [Functions];

    /// <param name="http">How functions are reached, as HTTP tasks reach the outside.</param>
    /// <param name="problems">Gets all that cannot be of what the file tells.</param>
    public static FunctionTargetOptions Read(SettingValues values, HttpTargetOptions http, SettingProblems problems) => new()
    {
        // A flag or a variable counts before the file.
        Functions = values.OriginOf(Functions) is null && values.File.Functions is { } list
            ? ConfiguredFunctions.Read(list, new FileSection(values, problems))
            : problems.Gather(() => values.Get(Functions), []),
        Connections = http.Connections,
        JsonDepth = http.JsonDepth,
    };

    private static bool TryParse(string text, out FunctionMapping mapping) =>
        FunctionMapping.TryParse(text, out mapping!);
}
