using System.Text.Json;

namespace Sluice.Bench.Load;

/// <summary>Definitions, and the calls that lead an execution through its life.</summary>
internal static class Flows
{
    public const string Input = """{"order":17}""";

    public const string FailingInput = """{"order":0}""";

    /// <summary>Asks the same costly question, some milliseconds each, until it has had all events that it may.</summary>
    public static string Loop => $$"""
        Type: StateMachine
        SpecVersion: v1
        StartAt: ask
        States:
          - Name: ask
            Type: Choice
            Branches: [{ Condition: '{{Costly}} < 0', Next: done }]
            Default: ask
          - Name: done
            Type: Succeed
        """;

    public static string LoopInput { get; } = $"{{\"text\":\"{new string('x', 50_000)}\"}}";

    /// <summary>One step of 500 conditions, each of which makes a megabyte of text.</summary>
    public static string Choice500 => $$"""
        Type: StateMachine
        SpecVersion: v1
        StartAt: ask
        States:
          - Name: ask
            Type: Choice
            Branches:
        {{string.Concat(Enumerable.Repeat($"      - {{ Condition: '{Costly} < 0', Next: done }}\n", 500)).TrimEnd()}}
            Default: done
          - Name: done
            Type: Succeed
        """;

    /// <summary>Hands 60 KB from step to step until it has had all events that it may.</summary>
    public const string Copies = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: copy
        States:
          - Name: copy
            Type: Pass
            Next: copy
        """;

    public static string CopiesInput { get; } = $"{{\"text\":\"{new string('x', 60_000)}\"}}";

    /// <summary>Fails with <see cref="FailingInput"/>.</summary>
    public const string PassesOrFails = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: look
        States:
          - Name: look
            Type: Choice
            Branches: [{ Condition: $Input.order == 0, Next: fails }]
            Default: passes
          - Name: passes
            Type: Pass
            End: true
          - Name: fails
            Type: Fail
            Code: NoOrder
            Detail: There is nothing to do.
        """;

    /// <summary>Sleeps for as many seconds as its input says.</summary>
    public const string Sleep = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: sleep
        States:
          - Name: sleep
            Type: Wait
            Seconds.$: $Input.seconds
            End: true
        """;

    public static string InlineMap => Map("");

    /// <param name="count">Of states, one after the other.</param>
    public static string Passes(int count) => Sequence(count, "Type: Pass");

    /// <param name="count">Of states, one after the other.</param>
    /// <param name="body">Of each state, in flow style.</param>
    public static string Sequence(int count, string body) => Sequence(count, _ => body);

    /// <param name="count">Of states, one after the other.</param>
    /// <param name="body">Of a state by its number from 0, in flow style.</param>
    public static string Sequence(int count, Func<int, string> body) =>
        "Type: StateMachine\nSpecVersion: v1\nStartAt: s0\nStates:\n"
        + string.Concat(Enumerable.Range(0, count - 1).Select(i => $"  - {{Name: s{i}, {body(i)}, Next: s{i + 1}}}\n"))
        + $"  - {{Name: s{count - 1}, {body(count - 1)}, End: true}}\n";

    /// <summary>A state's body: one request to a service.</summary>
    public static string Request(Uri service) =>
        $"Type: Task, Action: 'HTTP:Request', Parameters: {{url: '{service}', method: GET}}";

    /// <param name="mode">Of the children.</param>
    public static string DistributedMap(string mode) => Map($"ProcessorConfig: {{ ExecutionMode: {mode} }}");

    /// <param name="count">Of numbers.</param>
    public static string Items(int count) => $"{{\"items\":[{string.Join(',', Enumerable.Range(0, count))}]}}";

    /// <summary>Creates a flow; one that is there from an earlier round stays.</summary>
    /// <exception cref="InvalidOperationException">The answer is another error.</exception>
    public static async Task CreateAsync(
        this RawClient client, string name, string definition, string mode = "Standard")
    {
        var (status, body) = await client.SendAsync(
            "CreateFlow",
            [
                ("Name", name),
                ("Definition", definition),
                ("Type", "FDL"),
                ("Description", ""),
                ("ExecutionMode", mode),
            ]);
        if (status != 200 && !body.Contains("FlowAlreadyExists", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"CreateFlow answered {status}: {body}");
        }
    }

    public static Task StartAsync(this RawClient client, string flow, string name, string input = Input) =>
        client.CallAsync("StartExecution", ("FlowName", flow), ("ExecutionName", name), ("Input", input));

    /// <returns>False when the server has too much to do.</returns>
    /// <exception cref="InvalidOperationException">The answer is another error.</exception>
    public static async Task<bool> TryStartAsync(this RawClient client, string flow, string name)
    {
        var (status, body) = await client.SendAsync(
            "StartExecution", ("FlowName", flow), ("ExecutionName", name), ("Input", Input));
        return status switch
        {
            200 => true,
            429 when body.Contains("ResourceThrottled", StringComparison.Ordinal) => false,
            _ => throw new InvalidOperationException($"StartExecution answered {status}: {body}"),
        };
    }

    /// <summary>Waits for the end of an execution.</summary>
    /// <exception cref="InvalidOperationException">It did not succeed within a minute.</exception>
    public static async Task EndAsync(this RawClient client, string flow, string name) => CheckSucceeded(
        await client.CallAsync(
            "DescribeExecution", ("FlowName", flow), ("ExecutionName", name), ("WaitTimeSeconds", "60")));

    /// <param name="token">Of the page before; null for the first page.</param>
    public static async Task<(List<ListedExecution> Executions, string? NextToken)> ListAsync(
        this RawClient client, string flow, string? token, params (string Name, string Value)[] filters)
    {
        (string, string)[] place = token is null ? [] : [("NextToken", token)];
        using var answer = JsonDocument.Parse(await client.CallAsync(
            "ListExecutions", [("FlowName", flow), ("MetadataOnly", "true"), .. place, .. filters]));
        return (
            [.. answer.RootElement.GetProperty("Executions").EnumerateArray().Select(ListedExecution.From)],
            answer.RootElement.TryGetProperty("NextToken", out var next) ? next.GetString() : null);
    }

    public static void CheckSucceeded(string answer)
    {
        if (!answer.Contains("\"Status\":\"Succeeded\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Not ended: {answer}");
        }
    }

    /// <summary>An expression that makes a megabyte of text.</summary>
    private static string Costly =>
        $"length(format(\"{string.Concat(Enumerable.Repeat("{}", 20))}\"{string.Concat(Enumerable.Repeat(", $Input.text", 20))}))";

    /// <param name="config">A line more of the state; empty for none.</param>
    private static string Map(string config) => $$"""
        Type: StateMachine
        SpecVersion: v1
        StartAt: each
        States:
          - Name: each
            Type: Map
            ItemsPath: $Input.items
            {{config}}
            Processor: { StartAt: one, States: [{ Name: one, Type: Pass, End: true }] }
            OutputConstructor: { count.$: length($Output.Items) }
            End: true
        """;
}
