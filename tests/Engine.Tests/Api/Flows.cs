namespace Sluice.Engine.Tests.Api;

/// <summary>Definitions that the tests run.</summary>
internal static class Flows
{
    public const string Pass = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Pass, End: true }]
        """;

    public const string Pause = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: pause
        States:
          - { Name: pause, Type: Wait, Seconds: 300, Next: after }
          - { Name: after, Type: Pass, End: true }
        """;

    public const string ShortPause = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: pause
        States: [{ Name: pause, Type: Wait, Seconds: 2, End: true }]
        """;

    public const string Call = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: call
        States:
          - { Name: call, Type: Task, Action: HTTP:Request, Parameters: { value.$: $Input.n }, End: true }
        """;

    public const string Approval = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: approve
        States:
          - Name: approve
            Type: Task
            Action: HTTP:Request
            TaskMode: WaitForCustomCallback
            Parameters: { value: 1 }
            End: true
        """;
}
