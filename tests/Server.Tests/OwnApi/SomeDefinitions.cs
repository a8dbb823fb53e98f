namespace Sluice.Server.Tests.OwnApi;

/// <summary>Definitions that tests of the own API are told with.</summary>
internal static class SomeDefinitions
{
    public const string Pass = """
        Type: StateMachine
        SpecVersion: v1
        Name: hello
        StartAt: Greet
        States:
          - Type: Pass
            Name: Greet
            End: true
        """;

    public const string Waiting = """
        Type: StateMachine
        SpecVersion: v1
        Name: waiting
        StartAt: Ask
        States:
          - Type: Task
            Name: Ask
            Action: HTTP:Request
            TaskMode: WaitForCustomCallback
            Parameters: { url: "http://localhost/ask", method: POST }
            End: true
        """;

    public const string Failing = """
        Type: StateMachine
        SpecVersion: v1
        Name: failing
        StartAt: Both
        States:
          - Type: Parallel
            Name: Both
            End: true
            Catch:
              - Errors: [Other]
                Next: Rest
            Branches:
              - StartAt: Refuse
                States:
                  - Type: Fail
                    Name: Refuse
                    Code: Refused
                    Detail: not today
          - Type: Pass
            Name: Rest
            End: true
        """;

    /// <summary>A distributed Map over numbers; a child of a number below 0 fails.</summary>
    public const string Mapping = """
        Type: StateMachine
        SpecVersion: v1
        Name: mapping
        StartAt: Each
        States:
          - Type: Map
            Name: Each
            ItemsPath: $Input.numbers
            ProcessorConfig: { ExecutionMode: Standard }
            End: true
            Processor:
              StartAt: Look
              States:
                - Type: Choice
                  Name: Look
                  Branches: [{ Condition: $Input < 0, Next: Refuse }]
                  Default: Keep
                - { Type: Fail, Name: Refuse, Code: Negative, Detail: below zero }
                - { Type: Pass, Name: Keep, End: true }
        """;

    /// <summary>Fails before it calls, and waits long to try again.</summary>
    public const string Retrying = """
        Type: StateMachine
        SpecVersion: v1
        Name: retrying
        StartAt: Sum
        States:
          - Type: Task
            Name: Sum
            Action: HTTP:Request
            Parameters: { url: "http://localhost/sum", method: GET, query: { a.$: $Input.absent.more } }
            Retry:
              - Errors: [FnF.ALL]
                MaxAttempts: 3
                IntervalSeconds: 3600
                MaxIntervalSeconds: 3600
            End: true
        """;
}
