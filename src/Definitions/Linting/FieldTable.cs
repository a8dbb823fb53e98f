using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Linting;

/// <summary>The fields that mean something in a state machine, by where they stand.</summary>
/// <remarks>
/// The readers take the fields they know and ignore the rest, as the language asks; only who wants to be told needs
/// the whole list. Source: definition language, sections 1.1, 2.2, 6 and 8.
/// </remarks>
internal static class FieldTable
{
    private static readonly string[] OnEveryState =
        ["Name", "Type", "Description", "InputConstructor", "GlobalConstructor"];

    private static readonly string[] OnEveryStep = ["Next", "End", "OutputConstructor"];

    private static readonly string[] OnWhatIsTried = [.. OnEveryStep, "Retry", "Catch"];

    public static IReadOnlyList<string> Document { get; } =
        ["Type", "SpecVersion", "Name", "Description", "Timeout", "StartAt", "States"];

    /// <summary>A branch of a Parallel, the Processor of a Map.</summary>
    public static IReadOnlyList<string> Scope { get; } = ["StartAt", "States"];

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> States { get; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["Task"] = [.. OnEveryState, .. OnWhatIsTried, "Action", "TaskMode", "Parameters", .. Either("Timeout")],
            ["Pass"] = [.. OnEveryState, .. OnEveryStep],
            ["Wait"] = [.. OnEveryState, .. OnEveryStep, .. Either("Seconds")],
            ["Succeed"] = [.. OnEveryState, "End", "OutputConstructor"],
            ["Fail"] = [.. OnEveryState, "End", "OutputConstructor", .. Either("Code", "Detail")],
            ["Choice"] = [.. OnEveryState, "Branches", "Default"],
            ["Parallel"] = [.. OnEveryState, .. OnWhatIsTried, "Branches"],
            ["Map"] =
            [
                .. OnEveryState, .. OnWhatIsTried, "ItemsPath", "Processor", "ItemConstructor", "ProcessorConfig",
                "ItemReader", "ItemBatcher", "ResultWriter",
                .. Either(
                    "MaxConcuccency", "MaxConcurrency", "MaxItems", "ToleratedFailureCount",
                    "ToleratedFailurePercentage"),
            ],
        };

    public static IReadOnlyList<string> Branch { get; } = ["Condition", "Next", "Description"];

    public static IReadOnlyList<string> Retry { get; } =
        ["Errors", "Description", "MaxAttempts", "IntervalSeconds", "BackoffRate", "MaxBackoffSeconds"];

    public static IReadOnlyList<string> Catch { get; } = ["Errors", "Description", "Next", "OutputConstructor"];

    /// <summary>The parts of a distributed Map that have fields of their own, by the way to them.</summary>
    public static IReadOnlyList<(string[] Way, string[] Known)> MapParts { get; } =
    [
        (["ProcessorConfig"], ["ExecutionMode"]),
        (["ItemReader"], Either("SourceType", "SourceParameters", "ReaderConfig")),
        (["ItemReader", "SourceParameters"], Either("Bucket", "ObjectName", "Prefix")),
        (["ItemReader", "ReaderConfig"], Either("CSVHeaders")),
        (["ItemBatcher"], [.. Either("MaxItemsPerBatch", "MaxInputBytesPerBatch"), "BatchInput"]),
        (["ResultWriter"], Either("Parameters")),
        (["ResultWriter", "Parameters"], Either("Bucket", "Prefix")),
    ];

    /// <summary>Fields that may be written as they are, or with <c>.$</c> and an expression.</summary>
    private static string[] Either(params string[] names) =>
        [.. names, .. names.Select(name => name + Fields.ExpressionSuffix)];
}
