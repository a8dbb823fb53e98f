using Sluice.Model;
using Sluice.Storage.Memory;
using Sluice.Targets.Http;
using Sluice.Targets.Messages;
using Sluice.Targets.Objects;
using Sluice.Testing.Coverage;
using Sluice.Testing.Files;

namespace Sluice.Testing.Tests.Tests;

/// <summary>Flows and tests of them, in memory.</summary>
internal static class Given
{
    /// <summary>Calls a service twice at the most, and goes on without it when it is broken for good.</summary>
    public const string Shop = """
        Type: StateMachine
        SpecVersion: v1
        Name: shop
        StartAt: Charge
        States:
          - Name: Charge
            Type: Task
            Action: HTTP:Request
            TaskMode: RequestComplete
            Parameters: { url: http://pay.test/charge, method: POST, body: { amount.$: $Input.amount } }
            Retry: [ { Errors: [HTTP.503], IntervalSeconds: 2, MaxAttempts: 1 } ]
            Catch: [ { Errors: [HTTP.503], Next: Note } ]
            OutputConstructor: { paid.$: $Output.Body.id }
            GlobalConstructor: { tries.$: $Context.Current.RetryCount }
            Next: End
          - { Name: Note, Type: Pass, OutputConstructor: { paid: later }, Next: End }
          - { Name: End, Type: Succeed }
        """;

    public static readonly TestSurroundings Lent = new(
        () => new MemoryStore(1, new byte[32]), [new HttpTwin(), new MessageTwin()], objects => [new ObjectTarget(objects), new MessageTwin()])
    {
        StepsAtMost = 3_000,
    };

    public static ReadTestFile Read(string tests, params (string Name, string Text)[] files) => new TestFileReader(
        path => path.EndsWith("tests.test.yaml", StringComparison.Ordinal) ? tests
            : files.Append(("shop.yaml", Shop)).Where(file => Path.GetFileName(path) == file.Item1).Select(file => file.Item2).FirstOrDefault()
                ?? throw new FileNotFoundException(),
        Limits.Default).Read("tests.test.yaml");

    public static IReadOnlyList<TestResult> Run(string tests, params (string Name, string Text)[] files)
    {
        var read = Read(tests, files);
        Assert.True(read.File is not null, string.Join('\n', read.Problems));
        return new TestRunner(Lent, atOnce: 1).Run([read]).Single().Tests;
    }

    /// <summary>The result of a file's one test.</summary>
    public static TestResult One(string tests, params (string Name, string Text)[] files) => Assert.Single(Run(tests, files));

    /// <summary>One test of the shop, whose body is this.</summary>
    public static TestResult OfShop(string test) =>
        One($"flow: shop.yaml\ntests:\n  - name: it\n    input: {{ amount: 3 }}\n    {test.ReplaceLineEndings("\n").Replace("\n", "\n    ", StringComparison.Ordinal)}\n");

    public static (IReadOnlyList<TestResult> Tests, FlowCoverage Coverage) Covered(string tests)
    {
        var (read, covered) = (Read(tests), new Covered());
        var results = new TestRunner(Lent, atOnce: 2).Run([read], onlooker: covered).Single().Tests;
        var flow = read.File!.UnderTest;
        var outline = Definitions.Outlines.FlowOutliner.Find(flow.Definition, ExecutionMode.Standard, Limits.Default)!;
        return (results, covered.Of(flow.Name, flow.Path, [flow.Flow], outline));
    }
}
