using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Sluice.Server.Answers;
using Sluice.Server.Operations;
using Sluice.Server.Paging;
using Sluice.Server.Wire;

namespace Sluice.Server.Tests.Paging;

/// <summary>Lists that are answered page by page. Source: API reference, section 4.3.</summary>
public sealed class PagedListTests
{
    private static readonly PagedList<string> Names = new("Names", PageToken.OfName("names"), most: 10, usual: 5);

    /// <summary>How each list reads what its page is asked for.</summary>
    private static readonly Dictionary<string, Action<Parameters>> Lists = new()
    {
        ["flows"] = parameters => ListFlows.Read(parameters),
        ["versions"] = parameters => ListFlowVersions.Read(parameters),
        ["aliases"] = parameters => ListFlowAliases.Read(parameters),
        ["schedules"] = parameters => ListSchedules.Read(parameters),
        ["executions"] = parameters => ListExecutions.Read(parameters),
        ["events"] = parameters => GetExecutionHistory.Read(parameters),
    };

    [Theory]
    [InlineData("orders")]
    [InlineData("")]
    [InlineData("a:b:十七")]
    public void A_page_goes_on_where_the_one_before_ended(string last)
    {
        var answer = Written(["x", last], next: last);

        Assert.Equal(["x", last], answer.GetProperty("Names").EnumerateArray().Select(item => item.GetProperty("N").GetString()));
        Assert.Equal(last, Names.Place(Some.Parameters(("NextToken", answer.GetProperty("NextToken").GetString()!))));
    }

    [Fact]
    public void The_last_page_has_no_token_and_the_first_needs_none()
    {
        Assert.False(Written(["x"], next: null).TryGetProperty("NextToken", out _));
        Assert.Null(Names.Place(Some.Parameters()));
    }

    [Theory]
    [InlineData(null, 5)]
    [InlineData("1", 1)]
    [InlineData("10", 10)]
    public void A_page_holds_as_many_as_asked_for_or_the_usual_number(string? limit, int expected) => Assert.Equal(
        expected, Names.Limit(limit is null ? Some.Parameters() : Some.Parameters(("Limit", limit))));

    [Theory]
    [InlineData("0")]
    [InlineData("11")]
    [InlineData("many")]
    public void Any_other_number_is_refused(string limit) => Assert.Equal(
        $"InvalidArgument: Parameter error. Limit: '{limit}' is not a whole number from 1 to 10.",
        Some.Error(() => Names.Limit(Some.Parameters(("Limit", limit)))));

    [Theory]
    [InlineData("flows", "names:orders")]
    [InlineData("flows", "flows")]
    [InlineData("aliases", "schedules:nightly")]
    [InlineData("schedules", "aliases:live")]
    [InlineData("versions", "versions:")]
    [InlineData("versions", "versions:-1")]
    [InlineData("versions", "versions:9223372036854775808")]
    [InlineData("executions", "executions:run")]
    [InlineData("executions", "executions::run")]
    [InlineData("executions", "executions:now:run")]
    public void What_a_list_has_not_given_out_is_no_token_of_it(string list, string text) =>
        CheckRefused(list, Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("flows", "orders")]
    [InlineData("flows", "no/Base64+url")]
    [InlineData("flows", "_w")]
    [InlineData("events", "0")]
    [InlineData("events", "-1")]
    [InlineData("events", "1e3")]
    public void Nor_is_what_was_never_a_token(string list, string token) => CheckRefused(list, token);

    private static void CheckRefused(string list, string token) => Assert.Equal(
        $"InvalidArgument: Parameter error. NextToken: '{token}' is not a token that this operation gave out; begin without one.",
        Some.Error(() => Lists[list](
            Some.Parameters(("FlowName", "f"), ("ExecutionName", "e"), ("NextToken", token)))));

    private static JsonElement Written(string[] items, string? next)
    {
        using var buffer = AnswerBuffer.Rent();
        buffer.Json.WriteStartObject();
        Names.Write(buffer.Json, items, next, (json, item) => json.WriteString("N", item));
        buffer.Json.WriteEndObject();
        return JsonDocument.Parse(buffer.Written).RootElement.Clone();
    }
}
