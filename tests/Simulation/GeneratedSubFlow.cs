namespace Sluice.Simulation;

/// <summary>Small flows that generated ones start: of both languages, with every kind of end.</summary>
public static class GeneratedSubFlow
{
    /// <summary>Never ends by itself.</summary>
    public const string Endless = "endless";

    private static readonly string[] Ending = ["called", "napped", "series", "failed", "outlasted"];

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, string> Definitions { get; } = new Dictionary<string, string>
    {
        [Endless] = StateMachine("{ Name: a, Type: Task, Action: HTTP:Request, Parameters: { never: true }, End: true }"),
        ["called"] = StateMachine(
            "{ Name: a, Type: Task, Action: HTTP:Request, TaskMode: WaitForCustomCallback, "
            + "Parameters: { value.$: $Input.n, report: 30 }, OutputConstructor: { n.$: $Output.n }, End: true }"),
        ["napped"] = StateMachine(
            "{ Name: a, Type: Wait, Seconds: 95, Next: b }, { Name: b, Type: Pass, OutputConstructor: { n: 3 }, End: true }"),
        ["series"] = """
            version: v1
            type: flow
            steps:
              - type: task
                name: a
                action: HTTP:Request
                serviceParams: { value: 7 }
                outputMappings: [{ target: n, source: $local.value }]
              - { type: wait, name: b, duration: 20 }
            outputMappings: [{ target: n, source: $local.n }]
            """,
        ["failed"] = StateMachine("{ Name: a, Type: Fail, Code: Chosen, Detail: as told }"),
        ["outlasted"] = "Timeout: 80\n" + StateMachine(
            "{ Name: a, Type: Task, Action: HTTP:Request, Parameters: { never: true }, End: true }"),
    };

    /// <summary>The name of one that ends.</summary>
    public static string Draw(Random random) => Ending[random.Next(Ending.Length)];

    /// <summary>The execution that a step starts. Named, so that a run can be compared with another.</summary>
    public static string NameFor(string parent, int place) => $"{parent}-s{place}";

    private static string StateMachine(string states) =>
        $"Type: StateMachine\nSpecVersion: v1\nStartAt: a\nStates: [{states}]\n";
}
