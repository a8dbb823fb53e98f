using System.Globalization;
using System.Reflection;
using Sluice.Model;
using Sluice.Objects;

namespace Sluice.Docs.Tests.Pages;

/// <summary>Every code that a caller or a flow can meet has a page in <c>docs/errors</c>.</summary>
/// <remarks>Those of the compiler are held by tests/Definitions.Tests.</remarks>
public sealed class ErrorPagesTests
{
    private const string ApiFolder = "docs/errors/api";
    private const string FlowFolder = "docs/errors/flow";

    private static readonly string[] Index = File.ReadAllLines(Repository.PathOf("docs/errors/README.md"));

    /// <summary>The catalogue: each of its sentences leads to a code, several to the same.</summary>
    private static readonly ApiException[] Catalogue = [.. typeof(ApiException)
        .GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(method => method.ReturnType == typeof(ApiException) && method.Name != nameof(ApiException.Refused))
        .Select(method => (ApiException)method.Invoke(null, [.. method.GetParameters().Select(Some)])!)];

    private static readonly string[] Failures = [.. typeof(FailureCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (string)field.GetValue(null)!)
        .Append(ObjectErrors.ItemReaderFailed)];

    public static TheoryData<string> ApiCodes => [.. Catalogue.Select(error => error.Code).Distinct()];

    public static TheoryData<string> FailureNames => [.. Failures];

    [Fact]
    public void Every_error_of_the_api_has_a_page_and_every_page_an_error() =>
        Assert.Equal(Catalogue.Select(error => error.Code).Distinct().Order(StringComparer.Ordinal), PagesIn(ApiFolder));

    [Fact]
    public void Every_failure_has_a_page_and_every_page_a_failure() =>
        Assert.Equal(Failures.Order(StringComparer.Ordinal), PagesIn(FlowFolder));

    [Theory]
    [MemberData(nameof(ApiCodes))]
    public void A_page_of_the_api_has_the_status_and_the_index_lists_it(string code)
    {
        var lines = Lines(ApiFolder, code);
        var status = Assert
            .Single(Catalogue.Where(error => error.Code == code).Select(error => error.HttpStatus).Distinct())
            .ToString(CultureInfo.InvariantCulture);

        Assert.Contains($"HTTP status {status}", lines);
        Assert.Contains($"| [{code}](api/{code}.md) | {status} | {Title(code, lines)} |", Index);
    }

    [Theory]
    [MemberData(nameof(FailureNames))]
    public void The_index_lists_the_page_of_a_failure(string code) =>
        Assert.Contains($"| [{code}](flow/{code}.md) | {Title(code, Lines(FlowFolder, code))} |", Index);

    private static string Title(string code, string[] lines)
    {
        Assert.StartsWith($"# {code}: ", lines[0], StringComparison.Ordinal);
        Assert.Contains("## What to do", lines);
        return lines[0][$"# {code}: ".Length..];
    }

    private static string[] Lines(string folder, string code) => File.ReadAllLines(Repository.PathOf($"{folder}/{code}.md"));

    private static IEnumerable<string> PagesIn(string folder) => Directory.GetFiles(Repository.PathOf(folder))
        .Select(path => Path.GetFileName(path)[..^".md".Length])
        .Order(StringComparer.Ordinal);

    private static object? Some(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(string) ? "x"
        : parameter.ParameterType == typeof(long) ? 1L
        : parameter.ParameterType == typeof(IReadOnlyList<KeyValuePair<string, string>>)
            ? Array.Empty<KeyValuePair<string, string>>()
        : null;
}
