using Sluice.Definitions;
using Sluice.Model.Json;
using Sluice.Testing.Expectations;
using Sluice.Testing.Tests;

namespace Sluice.Testing.Reports;

/// <summary>What came of tests, for programs. Its shape stands in <c>docs/tests.md</c>.</summary>
public static class JsonReport
{
    public static JsonObject Of(IReadOnlyList<FileResult> files, JsonValue? coverage) => JsonObject.Of(
        ("files", new JsonArray([.. files.Select(file => JsonObject.Of(
            ("file", JsonValue.Of(file.Path)),
            ("problems", new JsonArray([.. file.Problems.Select(OfProblem)]))))])),
        ("tests", new JsonArray([.. files.SelectMany(file => file.Tests, (file, test) => OfTest(file.Path, test))])),
        ("coverage", coverage ?? JsonValue.Null));

    /// <param name="file">As failures name it.</param>
    public static JsonObject OfTest(string file, TestResult test) => JsonObject.Of(
        ("file", JsonValue.Of(file)),
        ("name", JsonValue.Of(test.Test.Name)),
        ("line", JsonValue.Of(test.Test.Position.Line)),
        ("result", JsonValue.Of(test.Verdict.ToString().ToLowerInvariant())),
        ("reason", OrNull(test.Reason)),
        ("ms", JsonValue.Of((long)test.Real.TotalMilliseconds)),
        ("virtualMs", JsonValue.Of((long)test.Virtual.TotalMilliseconds)),
        ("failures", new JsonArray([.. test.Unmet.Select(unmet => OfUnmet(file, unmet))])),
        ("warnings", new JsonArray([.. test.Warnings.Select(OfProblem)])),
        ("ran", JsonValue.Of(test.Ran)));

    private static JsonObject OfUnmet(string file, Unmet unmet) => JsonObject.Of(
        ("what", JsonValue.Of(unmet.What)),
        ("state", OrNull(unmet.State)),
        ("expected", JsonValue.Of(unmet.Expected)),
        ("got", JsonValue.Of(unmet.Got)),
        ("decisions", new JsonArray([.. unmet.Decisions.Select(JsonValue.Of)])),
        ("hint", OrNull(unmet.Hint?.Text)),
        ("at", JsonValue.Of(TextReport.Place(file, unmet.At))));

    private static JsonObject OfProblem(Diagnostic problem) => JsonObject.Of(
        ("code", JsonValue.Of(problem.Code)),
        ("severity", JsonValue.Of(problem.Severity == DiagnosticSeverity.Error ? "error" : "warning")),
        ("line", JsonValue.Of(problem.Position.Line)),
        ("column", JsonValue.Of(problem.Position.Column)),
        ("message", JsonValue.Of(problem.Message)),
        ("hint", OrNull(problem.Hint)),
        ("page", JsonValue.Of($"docs/errors/{problem.Code}.md")));

    private static JsonValue OrNull(string? text) => text is null ? JsonValue.Null : JsonValue.Of(text);
}
