using System.Text;

namespace Sluice.Simulation.Tests;

/// <summary>A made-up program over one number <c>n</c>, written in both languages.</summary>
/// <remarks>
/// What differs between the languages is how data moves, so each step is written as it must be for <c>n</c> to come out
/// the same.
/// </remarks>
internal sealed class GeneratedProgram
{
    private readonly StringBuilder _stateMachine =
        new("Type: StateMachine\nSpecVersion: v1\nStartAt: s0\nStates:\n");
    private readonly StringBuilder _classic = new("version: v1\ntype: flow\nsteps:\n");

    private GeneratedProgram()
    {
    }

    public string StateMachine => _stateMachine.ToString();

    public string Classic => _classic.ToString();

    public static GeneratedProgram Of(int seed)
    {
        var random = new Random(seed);
        var program = new GeneratedProgram();
        var length = random.Next(2, 8);
        for (var place = 0; place < length; place++)
        {
            program.Add(random, place, length);
        }

        program.Write(
            $"  - {{ Name: s{length}, Type: Succeed, OutputConstructor: {{ n.$: $Input.n }} }}\n",
            $"  - {{ type: succeed, name: s{length} }}\noutputMappings: [{{ target: n, source: $local.n }}]\n");
        return program;
    }

    private void Add(Random random, int place, int length)
    {
        var (name, next) = ($"s{place}", $"s{place + 1}");
        var (k, later) = (random.Next(10), $"s{random.Next(place + 1, length + 1)}");
        switch (place == 0 ? 0 : random.Next(9))
        {
            case 0:
                Write(
                    $"  - {{ Name: {name}, Type: Pass, OutputConstructor: {{ n: {k} }}, Next: {next} }}\n",
                    $"  - {{ type: pass, name: {name}, outputMappings: [{{ target: n, source: {k} }}] }}\n");
                break;
            case 1:
                Write(
                    $"  - {{ Name: {name}, Type: Wait, Seconds: {k + 1}, Next: {next} }}\n",
                    $"  - {{ type: wait, name: {name}, duration: {k + 1} }}\n");
                break;
            case 2:
                Write(
                    $"  - {{ Name: {name}, Type: Choice, Branches: [{{ Condition: $Input.n < {k}, Next: {later} }}], Default: {next} }}\n",
                    $"  - {{ type: choice, name: {name}, choices: [{{ condition: $.n < {k}, goto: {later} }}] }}\n");
                break;
            case 3:
                Write(
                    $"  - {{ Name: {name}, Type: Task, Action: HTTP:Request, Parameters: {{ value.$: $Input.n }}, OutputConstructor: {{ n.$: $Output.value }}, Next: {next} }}\n",
                    $"  - {{ type: task, name: {name}, action: HTTP:Request, serviceParams: {{ value: $.n }}, outputMappings: [{{ target: n, source: $local.value }}] }}\n");
                break;
            case 4:
                Write(
                    $"  - {{ Name: {name}, Type: Task, Action: HTTP:Request, Parameters: {{ fail: Broken }}, Catch: [{{ Errors: [Broken], OutputConstructor: {{ n: {k} }}, Next: {later} }}], Next: {next} }}\n",
                    $"  - {{ type: task, name: {name}, action: HTTP:Request, serviceParams: {{ fail: Broken }}, catch: [{{ errors: [Broken], goto: {later} }}], errorMappings: [{{ target: n, source: {k} }}] }}\n");
                break;
            case 5:
                AddParallel(name, next, k);
                break;
            case 6:
                AddMap(name, next, k);
                break;
            case 7 when k == 0:
                Write(
                    $"  - {{ Name: {name}, Type: Fail, Code: Chosen, Detail: as told }}\n",
                    $"  - {{ type: fail, name: {name}, error: Chosen, cause: as told }}\n");
                break;
            default:
                Write(
                    $"  - {{ Name: {name}, Type: Task, Action: HTTP:Request, TaskMode: WaitForCustomCallback, Parameters: {{ value: {k} }}, Next: {next} }}\n",
                    $"  - {{ type: task, name: {name}, action: HTTP:Request, pattern: waitForCallback, serviceParams: {{ value: {k} }} }}\n");
                break;
        }
    }

    private void AddParallel(string name, string next, int k) => Write(
        $$"""
          - Name: {{name}}
            Type: Parallel
            Branches:
              - { StartAt: {{name}}a, States: [{ Name: {{name}}a, Type: Wait, Seconds: {{k + 1}}, End: true }] }
              - { StartAt: {{name}}b, States: [{ Name: {{name}}b, Type: Pass, OutputConstructor: { n: {{k}} }, End: true }] }
            OutputConstructor: { n.$: $Output.Branch1.n }
            Next: {{next}}

        """,
        $$"""
          - type: parallel
            name: {{name}}
            branches:
              - steps: [{ type: wait, name: a, duration: {{k + 1}} }]
              - steps: [{ type: pass, name: b, outputMappings: [{ target: n, source: {{k}} }] }]
            outputMappings: [{ target: n, source: '$local[1].n' }]

        """);

    private void AddMap(string name, string next, int k) => Write(
        $$"""
          - Name: {{name}}
            Type: Map
            InputConstructor: { rows: [{ n: 1 }, { n: {{k}} }] }
            ItemsPath: $Input.rows
            Processor:
              StartAt: {{name}}e
              States:
                - { Name: {{name}}e, Type: Task, Action: HTTP:Request, Parameters: { value.$: $Input.n }, End: true }
            OutputConstructor: { n.$: '$Output.Items[-1].value' }
            Next: {{next}}

        """,
        $$"""
          - type: foreach
            name: {{name}}
            inputMappings: [{ target: rows, source: [{ n: 1 }, { n: {{k}} }] }]
            iterationMapping: { collection: $.rows, item: row }
            steps: [{ type: task, name: e, action: HTTP:Request, serviceParams: { value: $.row.n } }]
            outputMappings: [{ target: n, source: '$local[-1].value' }]

        """);

    private void Write(string stateMachine, string classic)
    {
        _stateMachine.Append(stateMachine);
        _classic.Append(classic);
    }
}
