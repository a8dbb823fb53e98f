namespace Sluice.Definitions.Classic;

/// <summary>The keys that the classic language has, by where they stand.</summary>
/// <remarks>Source: classic language, sections 1 to 6.</remarks>
internal static class KeyTable
{
    private static readonly string[] OfEveryStep = ["type", "name", "inputMappings", "outputMappings"];

    public static string[] Document { get; } =
        ["version", "type", "name", "steps", "inputMappings", "outputMappings", "timeoutSeconds"];

    public static IReadOnlyDictionary<string, string[]> Steps { get; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["task"] =
            [
                .. OfEveryStep, "end", "resourceArn", "action", "pattern", "timeoutSeconds", "serviceParams", "retry",
                "catch", "errorMappings",
            ],
            ["pass"] = [.. OfEveryStep, "end"],
            ["wait"] = [.. OfEveryStep, "end", "duration", "timestamp"],
            ["choice"] = [.. OfEveryStep, "end", "choices", "default"],
            ["parallel"] = [.. OfEveryStep, "end", "branches"],
            ["foreach"] = [.. OfEveryStep, "end", "iterationMapping", "steps"],
            ["succeed"] = OfEveryStep,
            ["fail"] = [.. OfEveryStep, "error", "cause"],
        };

    public static string[] Choice { get; } = ["condition", "steps", "goto"];

    public static string[] Default { get; } = ["steps", "goto"];

    public static string[] Branch { get; } = ["steps"];

    public static string[] Iteration { get; } = ["collection", "item", "index"];

    public static string[] Retry { get; } =
        ["errors", "intervalSeconds", "maxIntervalSeconds", "maxAttempts", "multiplier"];

    public static string[] Catch { get; } = ["errors", "goto"];

    public static string[] Mapping { get; } = ["target", "source"];
}
