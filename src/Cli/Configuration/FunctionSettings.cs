using Sluice.Targets.Functions;
using Sluice.Targets.Http;

namespace Sluice.Cli.Configuration;

/// <summary>Which programs stand for functions.</summary>
internal static class FunctionSettings
{
    private static readonly Setting<IReadOnlyList<FunctionMapping>> Functions = Setting.List<FunctionMapping>(
        "functions",
        "a list of FUNCTION=URL such as services/catalog/functions/*=http://127.0.0.1:9000",
        "",
        "Which program stands for a function; '*' stands for any characters, and the first that matches counts. See "
        + "docs/functions.md.",
        TryParse);

    public static IReadOnlyList<Setting> All { get; } = [Functions];

    /// <param name="http">How functions are reached, as HTTP tasks reach the outside.</param>
    public static FunctionTargetOptions Read(SettingValues values, HttpTargetOptions http) =>
        new() { Functions = values.Get(Functions), Connections = http.Connections, JsonDepth = http.JsonDepth };

    private static bool TryParse(string text, out FunctionMapping mapping) =>
        FunctionMapping.TryParse(text, out mapping!);
}
