namespace Sluice.Docs.Tests.Blocks;

/// <summary>What a fenced block can be. Its info string says which, so that something holds it to its word.</summary>
internal static class BlockKinds
{
    /// <summary>An object of a bucket; <c>object=</c> names bucket and key.</summary>
    public const string Object = "csv";

    /// <summary>A flow, its input, and what comes of it: <see cref="Language.FlowExample"/>.</summary>
    public static IReadOnlyList<string> OfFlows { get; } =
        ["yaml flow", "json input", "json output", "json failed", "json timedout", Object];

    /// <summary>Tests of the flow that <c>of=</c> names, which stands above them on the page; they pass.</summary>
    public const string Tests = "yaml tests";

    /// <summary>Read by the tests beside this file.</summary>
    public static IReadOnlyList<string> Read { get; } = ["yaml settings", "yaml profiles", "json", Verbs];

    /// <summary>Calls of the program from a clone, one after the other in an empty directory, with a server that runs.</summary>
    public const string Verbs = "sh verbs";

    /// <summary>Run by <c>tests/acceptance/docs.test.mjs</c>, which knows no others.</summary>
    public static IReadOnlyList<string> Run { get; } =
        ["js program", "sh run", "sh curl", "sh npm", "sh files", "sh token"];

    /// <summary>What a program says; nothing to run.</summary>
    public const string Said = "text";

    /// <summary>
    /// Clients that were not to be had where this is built, so nothing runs these blocks. They stand on one page, under a
    /// heading that says so.
    /// </summary>
    public static IReadOnlyList<string> Untried { get; } =
        ["python untried", "go untried", "java untried", "csharp untried", "hcl untried", "sh untried"];

    public const string UntriedPage = "docs/clients.md";

    public const string UntriedHeading = "## Not tried here";

    public static IReadOnlyList<string> All { get; } = [.. OfFlows, Tests, .. Read, .. Run, Said, .. Untried];
}
