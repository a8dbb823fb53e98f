using System.Globalization;
using System.Xml.Linq;
using Sluice.Testing.Tests;

namespace Sluice.Testing.Reports;

/// <summary>What came of tests as JUnit XML, which build servers read.</summary>
/// <remarks>Failures say everything in their text: readers drop attributes.</remarks>
public static class JUnitReport
{
    public static XDocument Of(IReadOnlyList<FileResult> files) =>
        new(new XElement("testsuites", files.Select(SuiteOf)));

    private static XElement SuiteOf(FileResult file)
    {
        var cases = file.Tests.Select(test => CaseOf(file, test)).ToList();
        if (file.File is null)
        {
            cases.Add(new XElement(
                "testcase",
                new XAttribute("classname", Stem(file.Path)),
                new XAttribute("name", "the file"),
                new XElement("error", Clean(string.Join('\n', file.Problems)))));
        }

        return new XElement(
            "testsuite",
            new XAttribute("name", file.Path),
            new XAttribute("tests", cases.Count),
            new XAttribute("failures", file.Tests.Count(test => test.Verdict == TestVerdict.Failed)),
            new XAttribute("errors", cases.Count(each => each.Element("error") is not null)),
            new XAttribute("skipped", file.Tests.Count(test => test.Verdict == TestVerdict.Skipped)),
            new XAttribute("time", Seconds(file.Tests.Aggregate(TimeSpan.Zero, (sum, test) => sum + test.Real))),
            cases);
    }

    private static XElement CaseOf(FileResult file, TestResult test) => new(
        "testcase",
        new XAttribute("classname", $"{file.File!.UnderTest.Name}.{Stem(file.Path)}"),
        new XAttribute("name", Clean(test.Test.Name)),
        new XAttribute("file", file.Path),
        new XAttribute("line", test.Test.Position.Line),
        new XAttribute("time", Seconds(test.Real)),
        test.Verdict switch
        {
            TestVerdict.Failed => new XElement(
                "failure", new XAttribute("type", test.Unmet.Count > 0 ? test.Unmet[0].What : "strict"), Clean(TextOf(file.Path, test))),
            TestVerdict.Error => new XElement("error", Clean(test.Reason ?? "")),
            TestVerdict.Skipped => new XElement("skipped", Clean(test.Reason ?? "")),
            _ => null,
        },
        test.Ran.Length > 0 ? new XElement("system-out", Clean(test.Ran)) : null);

    private static string TextOf(string file, TestResult test) => string.Join('\n', test.Unmet.SelectMany(unmet =>
        new[] { $"{unmet.What} {unmet.State}: expected {unmet.Expected}, got {unmet.Got} ({TextReport.Place(file, unmet.At)})" }
            .Concat(unmet.Decisions)
            .Concat(unmet.Hint is { } hint ? [$"hint: {hint.Text} ({TextReport.Place(hint.File, hint.At)})"] : []))
        .Concat(test.Warnings.Select(warning => warning.ToString())));

    /// <summary>Without characters that XML does not have.</summary>
    private static string Clean(string text) =>
        string.Concat(text.Where(c => System.Xml.XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)));

    private static string Stem(string path) => Path.GetFileName(path).Replace(".test.yaml", "", StringComparison.OrdinalIgnoreCase);

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
