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
        return random.Next(14) switch
        {
            0 or 1 => Pass(place, next),
            2 => $"  - {{ Name: s{place}, Type: Wait, Seconds: {random.Next(1, 120)}, Next: {next} }}\n",
            3 => Choice(random, place, length),
            4 => Caught(random, place, next, length),
            5 => Callback(place, next),
            6 => Silent(random, place, next),
            7 => Parallel(random, place, next),
            8 => Map(random, place, next),
            9 => Cancelled(random, place, next),
            10 => Distributed(random, place, next, "Standard", Scope(random, $"s{place}i")),
            11 => Distributed(random, place, next, "Express", ExpressScope(random, $"s{place}i")),
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

    /// <summary>Branches that run beside each other. They write no globals: whoever is first would decide.</summary>
    private static string Parallel(Random random, int place, string next)
    {
        var branches = Enumerable.Range(0, random.Next(1, 4)).Select(branch => Scope(random, $"s{place}b{branch}"));
        return $$"""
              - Name: s{{place}}
                Type: Parallel
                Branches: [{{string.Join(", ", branches)}}]
                OutputConstructor: { n.$: '$Output.Branch0.n' }
                Next: {{next}}

            """;
    }

    private static string Map(Random random, int place, string next) => $$"""
          - Name: s{{place}}
            Type: Map
            ItemsPath: '[{{string.Join(", ", Enumerable.Range(0, random.Next(0, 5)))}}]'
            MaxConcuccency: {{random.Next(1, 4)}}
            ItemConstructor: { n.$: '$Item + ($Input.n ?? 0)' }
            Processor: {{Scope(random, $"s{place}i")}}
            OutputConstructor: { n.$: '$Output.Items[-1].n ?? 0' }
            Next: {{next}}

        """;

    private static string Distributed(Random random, int place, string next, string mode, string processor) => $$"""
          - Name: s{{place}}
            Type: Map
            ItemsPath: '[{{string.Join(", ", Enumerable.Range(0, random.Next(0, 5)))}}]'
            MaxConcurrency: {{random.Next(1, 4)}}
            ItemConstructor: { n.$: '$Item + ($Input.n ?? 0)' }
            ProcessorConfig: { ExecutionMode: {{mode}} }
            Processor: {{processor}}
            OutputConstructor: { n.$: '$Output.Items[-1].n ?? 0' }
            Next: {{next}}

        """;

    /// <summary>One branch fails while the other waits for an answer that never comes; the next attempt is caught.</summary>
    private static string Cancelled(Random random, int place, string next) => $$"""
          - Name: s{{place}}
            Type: Parallel
            Retry: [{ Errors: [Broken], MaxAttempts: {{random.Next(2)}}, IntervalSeconds: 3 }]
            Catch: [{ Errors: [Broken], OutputConstructor: { n: 4 }, Next: {{next}} }]
            Branches:
              - StartAt: s{{place}}w
                States:
                  - { Name: s{{place}}w, Type: Wait, Seconds: {{random.Next(1, 200)}}, Next: s{{place}}f }
                  - { Name: s{{place}}f, Type: Fail, Code: Broken, Detail: as told }
              - StartAt: s{{place}}n
                States:
                  - { Name: s{{place}}n, Type: Task, Action: HTTP:Request, Parameters: { never: true }, End: true }
            Next: {{next}}

        """;

    /// <summary>A scope of one to three steps, on one line.</summary>
    private static string Scope(Random random, string name)
    {
        var length = random.Next(1, 4);
        var states = Enumerable.Range(0, length).Select(i =>
            Inner(random, $"{name}x{i}", i == length - 1 ? "End: true" : $"Next: {name}x{i + 1}"));
        return $"{{ StartAt: {name}x0, States: [{string.Join(", ", states)}] }}";
    }

    /// <summary>A call that fails at first, with no wait that an Express execution may not make.</summary>
    private static string ExpressScope(Random random, string name) =>
        $"{{ StartAt: {name}, States: [{{ Name: {name}, Type: Task, Action: HTTP:Request, "
        + $"Parameters: {{ value.$: '$Input.n ?? 0', fail.$: '$Context.Current.RetryCount < {random.Next(2)} ? \"Busy\" : null' }}, "
        + "Retry: [{ Errors: [Busy], MaxAttempts: 2, IntervalSeconds: 1 }], "
        + "OutputConstructor: { n.$: $Output.value }, End: true }] }";

    private static string Inner(Random random, string name, string way) => random.Next(5) switch
    {
        0 => $"{{ Name: {name}, Type: Wait, Seconds: {random.Next(1, 120)}, {way} }}",
        1 => $"{{ Name: {name}, Type: Pass, OutputConstructor: {{ n.$: 'intAdd($Input.n ?? 0, 1)' }}, {way} }}",
        2 => $"{{ Name: {name}, Type: Task, Action: HTTP:Request, TaskMode: WaitForCustomCallback, "
            + $"Parameters: {{ value.$: '$Input.n ?? 0' }}, OutputConstructor: {{ n.$: $Output.n }}, {way} }}",
        _ => $"{{ Name: {name}, Type: Task, Action: HTTP:Request, "
            + "Parameters: { value.$: '$Input.n ?? 0', fail.$: '$Context.Current.RetryCount < 1 ? \"Busy\" : null' }, "
            + $"Retry: [{{ Errors: [Busy], MaxAttempts: 2, IntervalSeconds: {random.Next(1, 90)} }}], "
            + $"OutputConstructor: {{ n.$: $Output.value }}, {way} }}",
    };
}
