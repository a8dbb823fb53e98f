using System.Text;

namespace Sluice.Simulation;

/// <summary>A made-up state machine: a chain of steps that ends, whatever its services do.</summary>
/// <remarks>
/// What it does is a function of the seed alone: services answer by their parameters, so a run that was disturbed can be
/// compared with one that was not, event by event.
/// </remarks>
public static class GeneratedFlow
{
    public static string Definition(int seed)
    {
        var random = new Random(seed);
        var length = random.Next(2, 9);
        var text = new StringBuilder("Type: StateMachine\nSpecVersion: v1\nStartAt: s0\nStates:\n");
        for (var place = 0; place < length; place++)
        {
            text.Append(State(random, place, length));
        }

        return text.Append($"  - {{ Name: s{length}, Type: Succeed }}\n").ToString();
    }

    private static string State(Random random, int place, int length)
    {
        var next = $"s{place + 1}";
        return random.Next(9) switch
        {
            0 or 1 => Pass(place, next),
            2 => $"  - {{ Name: s{place}, Type: Wait, Seconds: {random.Next(1, 120)}, Next: {next} }}\n",
            3 => Choice(random, place, length),
            4 => Caught(random, place, next, length),
            5 => Callback(place, next),
            6 => Silent(random, place, next),
            _ => Flaky(random, place, next),
        };
    }

    private static string Pass(int place, string next) => $$"""
          - Name: s{{place}}
            Type: Pass
            OutputConstructor: { n.$: 'intAdd($Input.n ?? 0, 1)', seen.$: $Global.last }
            GlobalConstructor: { last: s{{place}} }
            Next: {{next}}

        """;

    private static string Choice(Random random, int place, int length) => $$"""
          - Name: s{{place}}
            Type: Choice
            Branches: [{ Condition: '($Input.n ?? 0) % 2 == 0', Next: s{{random.Next(place + 1, length + 1)}} }]
            Default: s{{place + 1}}

        """;

    /// <summary>Fails a few times, then answers.</summary>
    private static string Flaky(Random random, int place, string next) => $$"""
          - Name: s{{place}}
            Type: Task
            Action: HTTP:Request
            Timeout: 100
            Parameters:
              value.$: $Input.n ?? 0
              fail.$: '$Context.Current.RetryCount < {{random.Next(3)}} ? "Busy" : null'
            Retry: [{ Errors: [Busy], MaxAttempts: 3, IntervalSeconds: {{random.Next(1, 90)}}, BackoffRate: 2 }]
            OutputConstructor: { n.$: $Output.value }
            Next: {{next}}

        """;

    /// <summary>Does not answer the first attempts, which run into their timeout.</summary>
    private static string Silent(Random random, int place, string next) => $$"""
          - Name: s{{place}}
            Type: Task
            Action: HTTP:Request
            Timeout: {{random.Next(1, 300)}}
            Parameters:
              value.$: $Input.n ?? 0
              never.$: $Context.Current.RetryCount < {{random.Next(1, 3)}}
            Retry: [{ Errors: [FnF.TaskTimeout], MaxAttempts: 3, IntervalSeconds: 1 }]
            OutputConstructor: { n.$: $Output.value }
            Next: {{next}}

        """;

    /// <summary>Always fails; the catch goes on somewhere behind it.</summary>
    private static string Caught(Random random, int place, string next, int length) => $$"""
          - Name: s{{place}}
            Type: Task
            Action: HTTP:Request
            Parameters: { fail: Broken }
            Catch:
              - Errors: [FnF.ALL]
                OutputConstructor: { n: {{random.Next(10)}}, why.$: $Context.Current.Error.Code }
                Next: s{{random.Next(place + 1, length + 1)}}
            Next: {{next}}

        """;

    /// <summary>Waits for a report; the simulation reports on every token it sees.</summary>
    private static string Callback(int place, string next) => $$"""
          - Name: s{{place}}
            Type: Task
            Action: HTTP:Request
            TaskMode: WaitForCustomCallback
            Parameters: { value.$: $Input.n ?? 0 }
            OutputConstructor: { n.$: $Output.n }
            Next: {{next}}

        """;
}
