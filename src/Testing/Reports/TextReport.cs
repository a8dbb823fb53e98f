using System.Globalization;
using Sluice.Definitions;
using Sluice.Testing.Tests;

namespace Sluice.Testing.Reports;

/// <summary>What came of tests, for people: a line for each, and behind one that failed what, why and where.</summary>
/// <param name="dye">Colours a mark by its verdict; the text as it is where nothing has colours.</param>
public sealed class TextReport(TextWriter output, Func<string, TestVerdict, string> dye)
{
    private const int NameColumn = 52;

    public void Write(IReadOnlyList<FileResult> files)
    {
        foreach (var file in files)
        {
            output.WriteLine(file.Path);
            foreach (var problem in file.Problems)
            {
                Write(problem, file.Path);
            }

            foreach (var test in file.Tests)
            {
                Write(test, file.Path);
            }
        }

        output.WriteLine(Summary(files));
    }

    /// <summary>Such as <c>2 passed, 1 failed</c>.</summary>
    public static string Summary(IReadOnlyList<FileResult> files)
    {
        var tests = files.SelectMany(file => file.Tests).ToList();
        string?[] parts =
        [
            $"{Count(tests, TestVerdict.Passed)} passed",
            Part(Count(tests, TestVerdict.Failed), "failed"),
            Part(Count(tests, TestVerdict.Error), "could not run"),
            Part(Count(tests, TestVerdict.Skipped), "skipped"),
            Part(files.Count(file => file.File is null), "with mistakes in the file"),
        ];
        return $"  {string.Join(", ", parts.OfType<string>())}";
    }

    private void Write(TestResult test, string file)
    {
        var took = string.Create(CultureInfo.InvariantCulture, $"{test.Real.TotalMilliseconds:0} ms");
        var waited = test.Virtual > TimeSpan.Zero ? $"   (virtual time: {Files.Spans.Shown(test.Virtual)})" : "";
        switch (test.Verdict)
        {
            case TestVerdict.Passed:
                output.WriteLine($"    {dye("✔", test.Verdict)} {test.Test.Name,-NameColumn}{took,8}{waited}");
                break;
            case TestVerdict.Skipped:
                output.WriteLine($"    {dye("-", test.Verdict)} {test.Test.Name,-NameColumn}{"",8}   {test.Reason}");
                break;
            default:
                output.WriteLine($"    {dye("✘", test.Verdict)} {test.Test.Name,-NameColumn}{took,8}   {Place(file, test.Test.Position)}");
                WriteDetail(test, file);
                break;
        }

        foreach (var warning in test.Warnings)
        {
            output.WriteLine($"        {(test.Test.IsStrict ? "strict" : "warning")}  {warning.Message}   {Place(file, warning.Position)}");
        }
    }

    private void WriteDetail(TestResult test, string file)
    {
        if (test.Reason is { } reason)
        {
            output.WriteLine($"        error   {reason}");
        }

        foreach (var unmet in test.Unmet)
        {
            var about = unmet.State is null || unmet.What.StartsWith(unmet.State, StringComparison.Ordinal) ? unmet.What : $"{unmet.What} {unmet.State}";
            output.WriteLine($"        {about,-7} expected {unmet.Expected}, got {unmet.Got}   {Place(file, unmet.At)}");
            foreach (var decision in unmet.Decisions)
            {
                output.WriteLine($"        {decision}");
            }

            if (unmet.Hint is { } hint)
            {
                output.WriteLine($"        hint    {hint.Text}   {Place(hint.File, hint.At)}");
            }
        }

        if (test.Ran.Length > 0)
        {
            output.WriteLine($"        ran     {test.Ran}");
        }
    }

    private void Write(Diagnostic problem, string file) => output.WriteLine(
        $"  {Place(file, problem.Position)}: {(problem.Severity == DiagnosticSeverity.Error ? "error" : "warning")} {problem.Code}: "
        + $"{problem.Message}{(problem.Hint is null ? "" : " " + problem.Hint)}");

    internal static string Place(string file, SourcePosition position) =>
        string.Create(CultureInfo.InvariantCulture, $"{file}:{position.Line}:{position.Column}");

    private static int Count(IEnumerable<TestResult> tests, TestVerdict verdict) => tests.Count(test => test.Verdict == verdict);

    private static string? Part(int count, string what) => count == 0 ? null : $"{count} {what}";
}
