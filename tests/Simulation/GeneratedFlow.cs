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

        return text.Append(random.Next(6) == 0
            ? $"  - {{ Name: s{length}, Type: Fail, Code: Chosen, Detail: as told }}\n"
            : $"  - {{ Name: s{length}, Type: Succeed }}\n").ToString();
    }

    private static string State(Random random, int place, int length)
    {
        var next = $"s{place + 1}";
        return random.Next(19) switch
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
            12 => Late(random, place, next),
            13 => LateReport(random, place, next),
            14 or 15 => SubFlow(random, place, next),
            16 => StartOnly(random, place, next),
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
            Timeout: {{random.Next(40, 300)}}
            Parameters:
              value.$: $Input.n ?? 0
              never.$: $Context.Current.RetryCount < {{random.Next(1, 3)}}
            Retry: [{ Errors: [FnF.TaskTimeout], MaxAttempts: 3, IntervalSeconds: 1 }]
            OutputConstructor: { n.$: $Output.value }
            Next: {{next}}

        """;

    /// <summary>Answers the first attempt when its time is up: before, while or after the next one is made.</summary>
    private static string Late(Random random, int place, string next) => $$"""
          - Name: s{{place}}
            Type: Task
            Action: HTTP:Request
            Timeout: 50
            Parameters:
              value.$: ($Input.n ?? 0) + $Context.Current.RetryCount
              late.$: '$Context.Current.RetryCount < 1 ? {{random.Next(60, 120)}} : {{random.Next(0, 40)}}'
            Retry: [{ Errors: [FnF.TaskTimeout], MaxAttempts: 2, IntervalSeconds: {{random.Next(1, 50)}} }]
            OutputConstructor: { n.$: $Output.value }
            Next: {{next}}

        """;

    /// <summary>The report on the first attempt comes when its time is up; that on the second is in time.</summary>
    private static string LateReport(Random random, int place, string next) => $$"""
          - Name: s{{place}}
            Type: Task
            Action: HTTP:Request
            TaskMode: WaitForCustomCallback
            Timeout: 50
            Parameters:
              value.$: ($Input.n ?? 0) + $Context.Current.RetryCount
              late: {{random.Next(0, 20)}}
              report.$: '$Context.Current.RetryCount < 1 ? {{random.Next(60, 120)}} : {{random.Next(0, 40)}}'
            Retry: [{ Errors: [FnF.TaskTimeout], MaxAttempts: 2, IntervalSeconds: {{random.Next(1, 50)}} }]
            OutputConstructor: { n.$: $Output.n }
            Next: {{next}}

        """;

    /// <summary>Starts an execution of another flow and waits for its end, which may be any.</summary>
    private static string SubFlow(Random random, int place, string next) => $$"""
          - Name: s{{place}}
            Type: Task
            Action: FNF:StartExecution
            TaskMode: WaitForSystemCallback
            Parameters:
              resourceArn: acs:fnf:::flow/{{GeneratedSubFlow.Draw(random)}}
              executionName: {{GeneratedSubFlow.NameFor("m", place)}}
              input: { n.$: $Input.n ?? 0 }
            Catch: [{ Errors: [FnF.ALL], OutputConstructor: { n: 5, why.$: $Context.Current.Error.Code }, Next: {{next}} }]
            OutputConstructor: { n.$: $Output.n ?? 1 }
            Next: {{next}}

        """;

    /// <summary>Starts an execution of another flow and goes on.</summary>
    private static string StartOnly(Random random, int place, string next) => $$"""
          - Name: s{{place}}
            Type: Task
            Action: FNF:StartExecution
            Parameters:
              resourceArn: acs:fnf:::flow/{{GeneratedSubFlow.Draw(random)}}
              executionName: {{GeneratedSubFlow.NameFor("m", place)}}
              input: { n.$: $Input.n ?? 0 }
            OutputConstructor: { n.$: $Input.n ?? 0 }
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

    /// <summary>One branch fails while the other waits for what never comes; the next attempt is caught.</summary>
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
                  - {{Endless(random, $"s{place}n")}}
            Next: {{next}}

        """;

    /// <summary>A call that is never answered; an execution, or children of a Map, that wait for one.</summary>
    private static string Endless(Random random, string name) => random.Next(4) switch
    {
        0 => $"{{ Name: {name}, Type: Task, Action: HTTP:Request, Parameters: {{ never: true }}, End: true }}",
        1 => $"{{ Name: {name}, Type: Task, Action: FNF:StartExecution, TaskMode: WaitForSystemCallback, "
            + $"Parameters: {{ resourceArn: 'acs:fnf:::flow/{GeneratedSubFlow.Endless}' }}, End: true }}",
        var kind => $"{{ Name: {name}, Type: Map, ItemsPath: '[1, 2, 3]', MaxConcurrency: 2, "
            + $"ProcessorConfig: {{ ExecutionMode: {(kind == 2 ? "Standard" : "Express")} }}, "
            + $"Processor: {{ StartAt: {name}x, States: [{{ Name: {name}x, Type: Task, Action: HTTP:Request, "
            + "Parameters: { never: true }, End: true }] }, End: true }",
    };

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
