using FsCheck;
using FsCheck.Fluent;

namespace Sluice.Definitions.Tests.Outlines;

/// <summary>Sound definitions of both languages, at random: every kind of state, containers in one another.</summary>
internal static class MadeUpFlows
{
    private static readonly string[] Kinds =
        ["Pass", "Wait", "Task", "Choice", "Parallel", "Map", "Distributed", "Succeed", "Fail"];

    private static readonly string[] Steps =
        ["pass", "wait", "task", "choice", "parallel", "foreach", "succeed", "fail"];

    private static readonly string[] Containers = ["Parallel", "Map", "Distributed", "choice", "parallel", "foreach"];

    public static Arbitrary<string> Any { get; } = Gen.Choose(0, int.MaxValue - 1)
        .Select(seed => seed % 2 == 0 ? StateMachine(new Random(seed)) : Classic(new Random(seed)))
        .ToArbitrary();

    private static string StateMachine(Random random) =>
        $"Type: StateMachine\nSpecVersion: v1\n{Scope(random, "s", depth: 0, indent: "")}";

    private static string Classic(Random random) =>
        $"version: v1\ntype: flow\n{Series(random, depth: 0, indent: "")}";

    private static string Scope(Random random, string prefix, int depth, string indent)
    {
        string[] names = [.. Enumerable.Range(0, random.Next(1, 5)).Select(place => $"{prefix}{place}")];
        return $"{indent}StartAt: {names[0]}\n{indent}States:\n"
            + string.Concat(names.Select(name => State(random, name, names, depth, indent + "    ")));
    }

    private static string State(Random random, string name, string[] siblings, int depth, string indent)
    {
        var kind = Pick(random, depth > 2 ? [.. Kinds.Except(Containers)] : Kinds);
        var rules = Rules(random, siblings);
        string[] lines = kind switch
        {
            "Wait" => ["Type: Wait", "Seconds: 3", Way(random, siblings)],
            "Task" =>
            [
                "Type: Task",
                "Action: HTTP:Request",
                "Parameters: { url: \"http://a.test/\" }",
                .. rules,
                Way(random, siblings),
            ],
            "Choice" =>
            [
                "Type: Choice",
                "Branches:",
                $"  - {{ Condition: $Input.n > 1, Next: {Pick(random, siblings)} }}",
                $"  - {{ Condition: $Input.b, Next: {name} }}",
                $"Default: {Pick(random, siblings)}",
            ],
            "Parallel" => ["Type: Parallel", .. rules, Way(random, siblings), "Branches:"],
            "Map" => ["Type: Map", "ItemsPath: $Input.x", .. rules, Way(random, siblings), "Processor:"],
            "Distributed" =>
            [
                "Type: Map",
                "ItemsPath: $Input.x",
                "ProcessorConfig: { ExecutionMode: Standard }",
                Way(random, siblings),
                "Processor:",
            ],
            "Succeed" or "Fail" => [$"Type: {kind}"],
            _ => ["Type: Pass", "OutputConstructor: { a.$: $Input.n, b: [1, { c: 2 }] }", Way(random, siblings)],
        };
        return Mapping([$"Name: {name}", .. lines], indent) + kind switch
        {
            "Parallel" => string.Concat(Enumerable.Range(0, random.Next(1, 4))
                .Select(place => Item(Scope(random, $"{name}b{place}s", depth + 1, indent + "  "), indent))),
            "Map" or "Distributed" => Scope(random, $"{name}m", depth + 1, indent + "  "),
            _ => "",
        };
    }

    private static string Series(Random random, int depth, string indent)
    {
        string[] names = [.. Enumerable.Range(0, random.Next(1, 5)).Select(place => $"s{place}")];
        return $"{indent}steps:\n"
            + string.Concat(names.Select(name => Step(random, name, names, depth, indent + "    ")));
    }

    private static string Step(Random random, string name, string[] siblings, int depth, string indent)
    {
        var type = Pick(random, depth > 2 ? [.. Steps.Except(Containers)] : Steps);
        string[] lines = type switch
        {
            "wait" => ["duration: 3"],
            "task" =>
            [
                "resourceArn: acs:fc:::services/s/functions/f",
                "retry: [{ errors: [E], maxAttempts: 2 }, { errors: [FnF.ALL] }]",
                $"catch: [{{ errors: [FnF.ALL], goto: {Pick(random, siblings)} }}]",
            ],
            "choice" => ["choices:"],
            "parallel" => ["branches:"],
            "foreach" => ["iterationMapping: { collection: $.x, item: i }"],
            _ => [],
        };
        var ends = type is not ("succeed" or "fail") && random.Next(4) == 0 ? ["end: true"] : Array.Empty<string>();
        return Mapping([$"type: {type}", $"name: {name}", .. ends, .. lines], indent) + type switch
        {
            "choice" => string.Concat(Enumerable.Range(0, random.Next(1, 3))
                    .Select(_ => Item(Option(random, siblings, depth, indent), indent)))
                + Default(random, siblings, depth, indent),
            "parallel" => string.Concat(Enumerable.Range(0, random.Next(1, 4))
                .Select(_ => Item(Series(random, depth + 1, indent + "  "), indent))),
            "foreach" => Series(random, depth + 1, indent),
            _ => "",
        };
    }

    private static string Option(Random random, string[] siblings, int depth, string indent) =>
        $"{indent}  condition: $.n > 1\n"
        + (random.Next(2) == 0 ? $"{indent}  goto: {Pick(random, siblings)}\n" : "")
        + (random.Next(2) == 0 ? Series(random, depth + 1, indent + "  ") : "");

    private static string Default(Random random, string[] siblings, int depth, string indent) => random.Next(4) switch
    {
        0 => $"{indent}default:\n{Series(random, depth + 1, indent + "  ")}",
        1 => $"{indent}default: {{ goto: {Pick(random, siblings)} }}\n",
        2 => $"{indent}default:\n{indent}  goto: {Pick(random, siblings)}\n{Series(random, depth + 1, indent + "  ")}",
        _ => "",
    };

    private static string[] Rules(Random random, string[] siblings) => random.Next(2) == 0
        ? []
        :
        [
            "Retry:",
            "  - { Errors: [E], MaxAttempts: 2, IntervalSeconds: 1 }",
            "  - { Errors: [FnF.ALL], MaxAttempts: 1, IntervalSeconds: 1 }",
            "Catch:",
            $"  - {{ Errors: [E], Next: {Pick(random, siblings)} }}",
            $"  - {{ Errors: [FnF.ALL], Next: {Pick(random, siblings)} }}",
        ];

    private static string Way(Random random, string[] siblings) =>
        random.Next(3) == 0 ? "End: true" : $"Next: {Pick(random, siblings)}";

    private static string Mapping(string[] lines, string indent) =>
        Item(string.Concat(lines.Select(line => $"{indent}{line}\n")), indent[2..]);

    /// <summary>Lines, two further in than the indent, as an item of a list.</summary>
    private static string Item(string lines, string indent) => $"{indent}- {lines[(indent.Length + 2)..]}";

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
