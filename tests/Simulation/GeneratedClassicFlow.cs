using System.Text;

namespace Sluice.Simulation;

/// <summary>A made-up flow of the classic language: a chain of steps that ends, whatever its services do.</summary>
/// <remarks>As <see cref="GeneratedFlow"/>, it is a function of the seed alone.</remarks>
public static class GeneratedClassicFlow
{
    public static string Definition(int seed)
    {
        var random = new Random(seed);
        var length = random.Next(2, 9);
        var text = new StringBuilder("version: v1\ntype: flow\nsteps:\n");
        for (var place = 0; place < length; place++)
        {
            text.Append(Step(random, place, length));
        }

        return text.Append(random.Next(6) == 0
            ? $"  - {{ type: fail, name: s{length}, error: Chosen, cause: as told }}\n"
            : $"  - {{ type: succeed, name: s{length} }}\n").ToString();
    }

    private static string Step(Random random, int place, int length) => random.Next(14) switch
    {
        0 => Pass(random, place),
        1 => $"  - {{ type: wait, name: s{place}, duration: {random.Next(0, 120)} }}\n",
        2 => Choice(random, place, length),
        3 => Failing(random, place, length),
        4 => Silent(random, place, length),
        5 => Callback(place),
        6 => Parallel(random, place),
        7 => Foreach(place),
        8 => Late(random, place, length),
        9 or 10 => SubFlow(random, place, length, "sync"),
        11 => SubFlow(random, place, length, "requestResponse"),
        12 => Cancelled(random, place),
        _ => Call(place),
    };

    private static string Pass(Random random, int place) => $$"""
          - type: pass
            name: s{{place}}
            outputMappings: [{ target: n, source: {{random.Next(10)}} }, { target: was, source: $input.n }]

        """;

    private static string Call(int place) => $$"""
          - type: task
            name: s{{place}}
            action: HTTP:Request
            timeoutSeconds: 100
            serviceParams: { value: $.n }
            outputMappings: [{ target: n, source: $local.value }]

        """;

    private static string Choice(Random random, int place, int length) => $$"""
          - type: choice
            name: s{{place}}
            choices:
              - { condition: $.n > {{random.Next(5, 10)}}, goto: s{{random.Next(place + 1, length + 1)}} }
              - condition: $.n > {{random.Next(0, 5)}}
                steps:
                  - { type: wait, name: nap, duration: {{random.Next(1, 90)}} }
                  - { type: task, name: ask, action: HTTP:Request, serviceParams: { value: $.n } }
            default: { steps: [] }

        """;

    /// <summary>Fails each time, is tried again, and is caught somewhere behind.</summary>
    private static string Failing(Random random, int place, int length) => $$"""
          - type: task
            name: s{{place}}
            action: HTTP:Request
            serviceParams: { fail: Busy }
            retry: [{ errors: [Busy], maxAttempts: {{random.Next(3)}}, intervalSeconds: {{random.Next(1, 90)}} }]
            catch: [{ errors: [FnF.ALL], goto: s{{random.Next(place + 1, length + 1)}} }]
            errorMappings: [{ target: why, source: $local.error }]

        """;

    /// <summary>Never answers, and is caught when its time is up.</summary>
    private static string Silent(Random random, int place, int length) => $$"""
          - type: task
            name: s{{place}}
            action: HTTP:Request
            timeoutSeconds: {{random.Next(40, 300)}}
            serviceParams: { never: true }
            retry: [{ errors: [FnF.TaskTimeout], maxAttempts: 1 }]
            catch: [{ errors: [FnF.TaskTimeout], goto: s{{random.Next(place + 1, length + 1)}} }]

        """;

    /// <summary>Answers when its time is up: before, while or after the next attempt is made, which ends no better.</summary>
    private static string Late(Random random, int place, int length) => $$"""
          - type: task
            name: s{{place}}
            action: HTTP:Request
            timeoutSeconds: 50
            serviceParams: { value: $.n, late: {{random.Next(60, 120)}} }
            retry: [{ errors: [FnF.TaskTimeout], maxAttempts: 1, intervalSeconds: {{random.Next(1, 60)}} }]
            catch: [{ errors: [FnF.TaskTimeout], goto: s{{random.Next(place + 1, length + 1)}} }]

        """;

    /// <summary>Starts an execution of another flow; where it waits for the end, that may be any.</summary>
    private static string SubFlow(Random random, int place, int length, string pattern) => $$"""
          - type: task
            name: s{{place}}
            resourceArn: acs:fnf:::flow/{{GeneratedSubFlow.Draw(random)}}
            pattern: {{pattern}}
            serviceParams: { ExecutionName: {{GeneratedSubFlow.NameFor("c", place)}} }
            catch: [{ errors: [FnF.ALL], goto: s{{random.Next(place + 1, length + 1)}} }]
            outputMappings: [{ target: was, source: {{place}} }]

        """;

    /// <summary>One branch fails while the other waits for what never comes, and with it the execution.</summary>
    private static string Cancelled(Random random, int place) => $$"""
          - type: parallel
            name: s{{place}}
            branches:
              - steps:
                  - { type: wait, name: nap, duration: {{random.Next(1, 200)}} }
                  - { type: fail, name: over, error: Broken, cause: as told }
              - steps: [{{Endless(random)}}]

        """;

    private static string Endless(Random random) => random.Next(2) == 0
        ? "{ type: task, name: never, action: HTTP:Request, serviceParams: { never: true } }"
        : $"{{ type: task, name: never, resourceArn: 'acs:fnf:::flow/{GeneratedSubFlow.Endless}', pattern: sync }}";

    /// <summary>Waits for a report; the simulation reports on every token it sees.</summary>
    private static string Callback(int place) => $$"""
          - type: task
            name: s{{place}}
            action: HTTP:Request
            pattern: waitForCallback
            serviceParams: { value: $.n }

        """;

    private static string Parallel(Random random, int place) => $$"""
          - type: parallel
            name: s{{place}}
            branches:
              - steps:
                  - { type: wait, name: nap, duration: {{random.Next(1, 90)}} }
                  - { type: pass, name: left, outputMappings: [{ target: n, source: 1 }] }
              - steps: [{ type: task, name: right, action: HTTP:Request, serviceParams: { value: $.n } }]
              - steps: []
            outputMappings: [{ target: n, source: '$local[0].n' }, { target: all, source: '$local[*].value' }]

        """;

    private static string Foreach(int place) => $$"""
          - type: foreach
            name: s{{place}}
            inputMappings: [{ target: rows, source: [3, 1, 2] }]
            iterationMapping: { collection: $.rows, item: row, index: at }
            steps: [{ type: task, name: each, action: HTTP:Request, serviceParams: { value: $.row } }]
            outputMappings: [{ target: n, source: '$local[1].value' }]

        """;
}
