using Sluice.Interpreter;
using Sluice.Testing.Files;
using Sluice.Testing.Mocks;

namespace Sluice.Testing.Tests;

/// <summary>Runs the tests of files, several at once.</summary>
/// <param name="atOnce">1 or more.</param>
public sealed class TestRunner(TestSurroundings surroundings, int atOnce)
{
    /// <param name="tag">Only tests that bear it; null for all.</param>
    /// <param name="onlooker">Is told what runs, on several threads; null for nobody.</param>
    /// <returns>In the order of the files, and of the tests in each.</returns>
    public IReadOnlyList<FileResult> Run(
        IReadOnlyList<ReadTestFile> files, string? tag = null, IOnlooker? onlooker = null, CancellationToken cancellationToken = default)
    {
        var flows = new Dictionary<TestFile, MockedFlows>(ReferenceEqualityComparer.Instance);
        var results = new Dictionary<FlowTest, TestResult>(ReferenceEqualityComparer.Instance);
        var work = new List<(TestFile File, FlowTest Test)>();
        foreach (var file in files.Select(read => read.File).OfType<TestFile>())
        {
            flows[file] = new MockedFlows(file);
            work.AddRange(Chosen(file, tag).Select(test => (file, test)));
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken };
        Parallel.ForEach(work, options, each =>
        {
            var result = Run(each.File, each.Test, flows[each.File], onlooker);
            lock (results)
            {
                results[each.Test] = result;
            }
        });
        return
        [
            .. files.Select(read => new FileResult(
                read.Path,
                read.File,
                read.Problems,
                [.. (read.File?.Tests ?? []).Where(results.ContainsKey).Select(test => results[test])])),
        ];
    }

    /// <summary>Runs one test of a file, on this thread.</summary>
    public TestResult Run(TestFile file, FlowTest test) => Run(file, test, new MockedFlows(file), onlooker: null);

    private TestResult Run(TestFile file, FlowTest test, MockedFlows flows, IOnlooker? onlooker) => test.Skipped is { } why
        ? new TestResult(test, TestVerdict.Skipped, TimeSpan.Zero, TimeSpan.Zero) { Reason = why }
        : TestRun.Of(file, test, flows, surroundings, onlooker);

    private static IEnumerable<FlowTest> Chosen(TestFile file, string? tag)
    {
        var hasOnly = file.Tests.Any(test => test.IsOnly);
        return file.Tests.Where(test => (!hasOnly || test.IsOnly) && (tag is null || test.Tags.Contains(tag)));
    }
}
