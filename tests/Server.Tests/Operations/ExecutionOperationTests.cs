using System.Globalization;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Operations;

namespace Sluice.Server.Tests.Operations;

/// <summary>Parameters of the operations on executions. Source: API reference, sections 7 and 9.1.</summary>
public sealed class ExecutionOperationTests
{
    private static readonly (string, string)[] Key = [("FlowName", "orders"), ("ExecutionName", "o-17")];

    private static readonly (string, string)[] Flow = [("FlowName", "orders")];

    [Fact]
    public void A_start_needs_a_flow_only() => Assert.Equal(
        new NewExecution(FlowName.Lookup("orders"), null, Utf8Input: null), StartExecution.Read(Some.Parameters(Flow)));

    [Fact]
    public void Everything_a_start_can_have_is_read() => Assert.Equivalent(
        new NewExecution(
            FlowName.Lookup("orders"), ExecutionName.Parse("ExecutionName", "o-17"), """{ "id" : 17 }""", "token", "prod"),
        StartExecution.Read(Some.Parameters([
            .. Key, ("Input", """{ "id" : 17 }"""), ("CallbackFnFTaskToken", "token"), ("Qualifier", "prod")])),
        strict: true);

    [Fact]
    public void Empty_values_of_a_start_are_absent() => Assert.Equal(
        StartExecution.Read(Some.Parameters(Flow)),
        StartExecution.Read(Some.Parameters([
            .. Flow, ("ExecutionName", ""), ("Input", ""), ("CallbackFnFTaskToken", ""), ("Qualifier", "")])));

    [Fact]
    public void A_name_that_the_caller_chooses_must_be_a_name() => Assert.StartsWith(
        "InvalidArgument: Parameter error. ExecutionName: '17' is not a valid name",
        Some.Error(() => StartExecution.Read(Some.Parameters([.. Flow, ("ExecutionName", "17")]))),
        StringComparison.Ordinal);

    [Fact]
    public void A_name_to_look_up_may_be_any_text() => Assert.Equal(
        "a:5f0c", DescribeExecution.Read(Some.Parameters([.. Flow, ("ExecutionName", "a:5f0c")])).Key.Name.Value);

    [Theory]
    [InlineData("FlowName", "FlowName")]
    [InlineData("ExecutionName", "ExecutionName")]
    [InlineData("both", "FlowName")]
    public void Both_names_are_required(string missing, string told)
    {
        var rest = Some.Parameters([.. Key.Where(pair => pair.Item1 != missing && missing != "both")]);
        var expected = $"MissingRequiredParams: The HTTP query '{told}' must be specified.";

        Assert.Equal(expected, Some.Error(() => StopExecution.Read(rest)));
        Assert.Equal(expected, Some.Error(() => DescribeExecution.Read(rest)));
        Assert.Equal(expected, Some.Error(() => GetExecutionHistory.Read(rest)));
    }

    [Fact]
    public void A_stop_may_say_why()
    {
        var expected = new ExecutionKey(FlowName.Lookup("orders"), ExecutionName.Lookup("o-17"));

        Assert.Equal((expected, null, null), StopExecution.Read(Some.Parameters(Key)));
        Assert.Equal(
            (expected, "Cancelled", "by hand"),
            StopExecution.Read(Some.Parameters([.. Key, ("Error", "Cancelled"), ("Cause", "by hand")])));
    }

    [Theory]
    [InlineData("Error", 128)]
    [InlineData("Cause", 4096)]
    public void Error_and_cause_have_a_greatest_length(string name, int most)
    {
        (string, string)[] longest = [.. Key, ("TaskToken", "t"), (name, new string('我', most))];
        (string, string)[] longer = [.. Key, ("TaskToken", "t"), (name, new string('我', most + 1))];
        (string, string)[] error = name == "Error" ? [] : [("Error", "E")];

        StopExecution.Read(Some.Parameters(longest));
        ReportTaskFailed.Read(Some.Parameters([.. longest, .. error]));
        var expected = $"InvalidArgument: Parameter error. {name}: it must have 1 to {most} characters, not {most + 1}.";
        Assert.Equal(expected, Some.Error(() => StopExecution.Read(Some.Parameters(longer))));
        Assert.Equal(expected, Some.Error(() => ReportTaskFailed.Read(Some.Parameters([.. longer, .. error]))));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("0", 0)]
    [InlineData("60", 60)]
    public void A_description_may_wait(string? seconds, int expected)
    {
        (string, string)[] pairs = seconds is null ? Key : [.. Key, ("WaitTimeSeconds", seconds)];

        Assert.Equal(TimeSpan.FromSeconds(expected), DescribeExecution.Read(Some.Parameters(pairs)).Wait);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("61")]
    [InlineData("1.5")]
    [InlineData("soon")]
    public void A_wait_outside_its_range_is_refused(string seconds) => Assert.StartsWith(
        "InvalidArgument: Parameter error. WaitTimeSeconds:",
        Some.Error(() => DescribeExecution.Read(Some.Parameters([.. Key, ("WaitTimeSeconds", seconds)]))),
        StringComparison.Ordinal);

    [Fact]
    public void A_list_needs_a_flow_only() => Assert.Equal(
        new ExecutionListing(FlowName.Lookup("orders"), 60), ListExecutions.Read(Some.Parameters(Flow)));

    [Fact]
    public void Every_filter_of_a_list_is_read() => Assert.Equal(
        new ExecutionListing(FlowName.Lookup("orders"), 100)
        {
            Status = ExecutionStatus.TimedOut,
            StartedFrom = DateTimeOffset.Parse("2025-01-02T03:04:05.678Z", CultureInfo.InvariantCulture),
            StartedTo = DateTimeOffset.Parse("2025-01-02T03:04:05Z", CultureInfo.InvariantCulture),
            NamePrefix = "o-",
            Qualifier = "prod",
            MapRun = "5f0c",
            MetadataOnly = true,
        },
        ListExecutions.Read(Some.Parameters([
            .. Flow,
            ("Limit", "100"),
            ("Status", "TimedOut"),
            ("StartedTimeBegin", "2025-01-02T11:04:05.678+08:00"),
            ("StartedTimeEnd", "2025-01-02T03:04:05Z"),
            ("ExecutionNamePrefix", "o-"),
            ("Qualifier", "prod"),
            ("MapRunName", "5f0c"),
            ("MetadataOnly", "True")])));

    [Fact]
    public void A_begin_inside_a_millisecond_means_the_next_one() => Assert.Equal(
        DateTimeOffset.Parse("2025-01-02T03:04:05.679Z", CultureInfo.InvariantCulture),
        ListExecutions.Read(Some.Parameters([.. Flow, ("StartedTimeBegin", "2025-01-02T03:04:05.6780001Z")])).StartedFrom);

    [Theory]
    [InlineData("Starting")]
    [InlineData("Running")]
    [InlineData("Stopped")]
    [InlineData("Succeeded")]
    [InlineData("Failed")]
    [InlineData("TimedOut")]
    public void Every_status_can_be_asked_for(string status) => Assert.Equal(
        status, ListExecutions.Read(Some.Parameters([.. Flow, ("Status", status)])).Status.ToString());

    [Theory]
    [InlineData("Limit", "0")]
    [InlineData("Limit", "101")]
    [InlineData("Status", "running")]
    [InlineData("Status", "1")]
    [InlineData("Status", "Done")]
    [InlineData("StartedTimeBegin", "yesterday")]
    [InlineData("StartedTimeEnd", "1735787045")]
    [InlineData("MetadataOnly", "maybe")]
    [InlineData("NextToken", "o-17")]
    [InlineData("NextToken", "Zmxvd3M6b3JkZXJz")]
    [InlineData("NextToken", "ZXhlY3V0aW9uczpvcmRlcnM")]
    public void A_wrong_filter_is_told_with_its_parameter(string name, string value) => Assert.StartsWith(
        $"InvalidArgument: Parameter error. {name}: '{value}'",
        Some.Error(() => ListExecutions.Read(Some.Parameters([.. Flow, (name, value)]))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(null, null, 1, 60)]
    [InlineData("999", "3", 3, 999)]
    [InlineData("1", "5000", 5000, 1)]
    public void A_history_is_read_in_pages(string? limit, string? token, long fromEvent, int expected)
    {
        List<(string, string)> pairs = [.. Key];
        pairs.AddRange(limit is null ? [] : [("Limit", limit)]);
        pairs.AddRange(token is null ? [] : [("NextToken", token)]);

        var read = GetExecutionHistory.Read(Some.Parameters([.. pairs]));

        Assert.Equal((fromEvent, expected), (read.FromEvent, read.Limit));
    }

    [Theory]
    [InlineData("Limit", "0")]
    [InlineData("Limit", "1000")]
    [InlineData("NextToken", "0")]
    [InlineData("NextToken", "-1")]
    [InlineData("NextToken", "+3")]
    [InlineData("NextToken", " 3")]
    [InlineData("NextToken", "three")]
    [InlineData("NextToken", "99999999999999999999")]
    public void A_wrong_page_of_a_history_is_refused(string name, string value) => Assert.StartsWith(
        $"InvalidArgument: Parameter error. {name}: '{value}'",
        Some.Error(() => GetExecutionHistory.Read(Some.Parameters([.. Key, (name, value)]))),
        StringComparison.Ordinal);

    [Fact]
    public void A_report_of_success_carries_an_object()
    {
        var (token, output) = ReportTaskSucceeded.Read(
            Some.Parameters(("TaskToken", "a+b/="), ("Output", """{ "ok" : true }""")), Limits.Default);

        Assert.Equal(("a+b/=", """{"ok":true}"""), (token, output.ToString()));
    }

    [Theory]
    [InlineData("[]", "it is an array, not a JSON object")]
    [InlineData("1", "it is a number, not a JSON object")]
    [InlineData("null", "it is null, not a JSON object")]
    [InlineData("ok", "not valid JSON")]
    [InlineData("{} {}", "not valid JSON")]
    public void A_report_of_success_without_an_object_is_refused(string output, string reason) => Assert.StartsWith(
        $"InvalidArgument: Parameter error. Output: {reason}",
        Some.Error(() => ReportTaskSucceeded.Read(Some.Parameters(("TaskToken", "t"), ("Output", output)), Limits.Default)),
        StringComparison.Ordinal);

    [Fact]
    public void Output_that_is_nested_too_deep_is_refused() => Assert.StartsWith(
        "InvalidArgument: Parameter error. Output:",
        Some.Error(() => ReportTaskSucceeded.Read(Some.Parameters(
            ("TaskToken", "t"), ("Output", "{\"a\":" + new string('[', 200) + new string(']', 200) + "}")), Limits.Default)),
        StringComparison.Ordinal);

    [Fact]
    public void A_report_needs_its_token_and_its_result()
    {
        Assert.Contains("'TaskToken'", Some.Error(() => ReportTaskSucceeded.Read(Some.Parameters(("Output", "{}")), Limits.Default)), StringComparison.Ordinal);
        Assert.Contains("'Output'", Some.Error(() => ReportTaskSucceeded.Read(Some.Parameters(("TaskToken", "t")), Limits.Default)), StringComparison.Ordinal);
        Assert.Contains("'TaskToken'", Some.Error(() => ReportTaskFailed.Read(Some.Parameters(("Error", "E")))), StringComparison.Ordinal);
        Assert.Contains("'Error'", Some.Error(() => ReportTaskFailed.Read(Some.Parameters(("TaskToken", "t")))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_failure_is_read() => Assert.Equal(
        ("t", "E", "why"),
        ReportTaskFailed.Read(Some.Parameters(("TaskToken", "t"), ("Error", "E"), ("Cause", "why"))));
}
