using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Wording;
using Sluice.Model;
using Sluice.Testing.Explorations;
using Sluice.Testing.Files;

namespace Sluice.Cli.Explorations;

/// <summary><c>sluice explore --write</c>: puts findings into a file of tests, one test each.</summary>
internal static class FindingsFile
{
    /// <summary>Writes the file whole, or leaves it as it is.</summary>
    /// <param name="path">A new file, or one of tests of the same flow.</param>
    /// <exception cref="UsageException">It can take no tests, or cannot be written.</exception>
    public static void Write(string path, ExploreSubject subject, IReadOnlyList<Finding> findings, Limits limits)
    {
        var before = File.Exists(path) ? File.ReadAllText(path) : null;
        var text = before is null ? New(path, subject, findings) : Appended(path, before, subject, findings);
        if (new TestFileReader(File.ReadAllText, limits).Read(path, text) is { File: null, Problems: [var problem, ..] })
        {
            throw new UsageException(Texts.FormatFindingsRefused(path, problem.Position, problem.Message));
        }

        var beside = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllText(beside, text);
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(beside);
            throw new UsageException(Texts.FormatCannotWritePath(path, e.Message));
        }
    }

    private static string New(string path, ExploreSubject subject, IReadOnlyList<Finding> findings)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var flow = Path.GetRelativePath(directory, Path.GetFullPath(subject.File)).Replace('\\', '/');
        var mode = subject.Flow.Mode == ExecutionMode.Express ? "mode: Express\n" : "";
        return $"flow: ./{flow}\n{mode}{FindingTest.DefaultsOf(subject.Flow)}tests:\n"
            + string.Join('\n', Named(findings).Select(each => FindingTest.Of(subject.Flow, each.Finding, indent: 2, each.Name, hasDefaults: true)));
    }

    private static IEnumerable<(Finding Finding, string Name)> Named(IEnumerable<Finding> findings)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            var name = FindingTest.NameOf(finding);
            yield return (finding, names.Add(name) ? name : $"{name} ({names.Count})");
        }
    }

    private static string Appended(string path, string before, ExploreSubject subject, IReadOnlyList<Finding> findings)
    {
        var tests = AppendedTests.To(before) ?? throw new UsageException(
            Texts.FormatFindingsNoList(path));
        return tests.With(findings.Select(finding =>
            FindingTest.Of(subject.Flow, finding, tests.Indent, tests.Unique(FindingTest.NameOf(finding)))));
    }
}
