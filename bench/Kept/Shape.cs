namespace Sluice.Bench.Kept;

/// <summary>A typical way for an execution to fail.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="Items">Of the input, each of some 50 bytes; the last one's charge is declined.</param>
internal sealed record Shape(string Name, string Definition, int Items)
{
    public string Input => $$"""
        {"order":"A-1001","customer":"someone@example.test","items":[{{string.Join(',', Enumerable.Range(1, Items).Select(Item))}}]}
        """;

    public static IReadOnlyList<Shape> All { get; } =
    [
        new("a Task in the flow's own scope", Flow($$"""
              - { Name: prepare, Type: Pass, Next: charge }
            {{Charge("charge", "$Input.items[0]", 2)}}
            """), Items: 1),
        new("one of three branches of a Parallel", Flow($$"""
              - Name: prepare
                Type: Parallel
                Branches:
                  - StartAt: one
                    States:
            {{Charge("one", "$Input.items[0]", 8)}}
                  - StartAt: two
                    States:
            {{Charge("two", "$Input.items[0]", 8)}}
                  - StartAt: three
                    States:
            {{Charge("three", "$Input.items[2]", 8)}}
                End: true
            """), Items: 3),
        new("one of 100 iterations of an inline Map", Flow(Map("")), Items: 100),
        new("one of 1 000 items of a distributed Map", Flow(Map("ProcessorConfig: { ExecutionMode: Standard }")), Items: 1_000),
    ];

    private string Item(int number) =>
        $$"""{"sku":"SKU-{{number:D6}}","amount":{{number % 90}},"fail":{{(number == Items ? "\"Declined\"" : "null")}}}""";

    private static string Flow(string states) => $"""
        Type: StateMachine
        SpecVersion: v1
        StartAt: prepare
        States:
        {states}
        """;

    private static string Map(string config) => $$"""
          - Name: prepare
            Type: Map
            ItemsPath: $Input.items
            {{config}}
            Processor:
              StartAt: charge
              States:
        {{Charge("charge", "$Input", 8)}}
            End: true
        """;

    private static string Charge(string name, string item, int indent)
    {
        var margin = new string(' ', indent);
        return $"{margin}- {{ Name: {name}, Type: Task, Action: HTTP:Request, "
            + $"Parameters: {{ value.$: \"{item}.sku\", fail.$: \"{item}.fail\" }}, End: true }}";
    }
}
