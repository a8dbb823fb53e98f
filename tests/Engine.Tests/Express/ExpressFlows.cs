namespace Sluice.Engine.Tests.Express;

/// <summary>Definitions that the tests run as Express flows.</summary>
internal static class ExpressFlows
{
    public const string Pass = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Pass, End: true }]
        """;

    public const string Fail = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Fail, Code: OutOfStock, Detail: nothing left }]
        """;

    public const string Wait = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Wait, Seconds: 20, End: true }]
        """;

    /// <summary>Waits and waits, for longer than an Express execution may last.</summary>
    public const string ForEver = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Wait, Seconds: 20, Next: b }, { Name: b, Type: Pass, Next: a }]
        """;

    /// <summary>Does not rest before its events are used up.</summary>
    public const string Busy = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Pass, Next: b }, { Name: b, Type: Pass, Next: a }]
        """;

    public const string Call = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: call
        States:
          - Name: call
            Type: Task
            Action: HTTP:Request
            Timeout: 30
            Parameters: { value.$: $Input.n, fail.$: $Input.fail, never.$: $Input.never }
            End: true
        """;

    /// <summary>Fails twice, then answers; three seconds of pauses in all.</summary>
    public const string Flaky = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: call
        States:
          - Name: call
            Type: Task
            Action: HTTP:Request
            Parameters: { value: 7, fail.$: '$Context.Current.RetryCount < 2 ? "Busy" : null' }
            Retry: [{ Errors: [Busy], MaxAttempts: 3, IntervalSeconds: 1, BackoffRate: 2 }]
            End: true
        """;

    /// <summary>A call, a wait and a retried call at the same time; ten seconds in all.</summary>
    public const string Parallel = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: both
        States:
          - Name: both
            Type: Parallel
            Branches:
              - StartAt: call
                States: [{ Name: call, Type: Task, Action: HTTP:Request, Parameters: { value: 1 }, End: true }]
              - StartAt: wait
                States: [{ Name: wait, Type: Wait, Seconds: 10, End: true }]
              - StartAt: retried
                States:
                  - Name: retried
                    Type: Task
                    Action: HTTP:Request
                    Timeout: 2
                    Parameters: { value: 3, never.$: $Context.Current.RetryCount == 0 }
                    Retry: [{ Errors: [FnF.TaskTimeout], MaxAttempts: 1, IntervalSeconds: 1 }]
                    End: true
            OutputConstructor: { a.$: $Output.Branch0.value, b.$: $Output.Branch2.value }
            End: true
        """;

    /// <summary>A call for each item, all at once.</summary>
    public const string Fan = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: each
        States:
          - Name: each
            Type: Map
            ItemsPath: $Input.items
            Processor:
              StartAt: call
              States: [{ Name: call, Type: Task, Action: HTTP:Request, End: true }]
            OutputConstructor: { n.$: length($Output.Items) }
            End: true
        """;

    public const string Named = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States:
          - { Name: a, Type: Pass, OutputConstructor: { name.$: $Context.Execution.Name }, End: true }
        """;

    /// <summary>Starts a flow named child, as its input says.</summary>
    public const string Start = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: start
        States:
          - Name: start
            Type: Task
            Action: FNF:StartExecution
            Parameters:
              resourceArn.$: format("acs:fnf:::flow/{}", $Input.flow)
              executionName.$: $Input.name
              input: { order: 17 }
            End: true
        """;
}
