using System.Text;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Server.Answers;
using Sluice.Server.Operations;

namespace Sluice.Server.Tests.Answers;

/// <summary>Answers to the letter: members, order, what is left out. Source: API reference, section
/// 5.</summary>
public sealed class AnswerShapeTests
{
    private const string Environment = """{"Variables":[{"Name":"k","Value":"v","Description":"d"}]}""";

    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1735787045678);

    private static readonly FlowView Flow = new()
    {
        Id = new("2b6c8d3a-7b5c-4a34-9d25-0d2f0c6f8a11"),
        Name = "orders",
        Type = "FDL",
        Description = "demo",
        Definition = "Type: \"我\"",
        RoleArn = "",
        Created = Start,
        Modified = Start.AddSeconds(1),
    };

    private static readonly ExecutionView Running = new()
    {
        Id = default,
        Flow = "orders",
        Name = "o-17",
        Status = ExecutionStatus.Running,
        Definition = "Type: \"我\"",
        RoleArn = "",
        Started = Start,
    };

    private static readonly ExecutionView Ended = Running with
    {
        Status = ExecutionStatus.Succeeded,
        Stopped = Start.AddMilliseconds(323),
        Input = Encoding.UTF8.GetBytes("""{ "id" : "十七" }"""),
        Output = Encoding.UTF8.GetBytes("""{"ok":true}"""),
    };

    private static readonly ExecutionView Rich = Ended with { Definition = "D", Environment = Environment };

    [Fact]
    public void A_flow_is_shown_whole() => Assert.Equal(
        """
        {"Id":"2b6c8d3a-7b5c-4a34-9d25-0d2f0c6f8a11","Name":"orders","Type":"FDL","Description":"demo","Definition":"D","RoleArn":"acs:ram::1:role/r","Environment":{"Variables":[{"Name":"k","Value":"v","Description":"d"}]},"ResourceGroupId":"rg-1","CreatedTime":"2025-01-02T03:04:05.678Z","LastModifiedTime":"2025-01-02T03:04:06.678Z","ExecutionMode":"Express"}
        """,
        Json(json => FlowJson.Write(json, Flow with
        {
            Definition = "D",
            RoleArn = "acs:ram::1:role/r",
            Environment = Environment,
            ResourceGroupId = "rg-1",
            Mode = ExecutionMode.Express,
        })));

    [Fact]
    public void What_a_flow_never_had_is_left_out() => Assert.Equal(
        """
        {"Id":"2b6c8d3a-7b5c-4a34-9d25-0d2f0c6f8a11","Name":"orders","Type":"FDL","Description":"demo","Definition":"Type: \"我\"","RoleArn":"","CreatedTime":"2025-01-02T03:04:05.678Z","LastModifiedTime":"2025-01-02T03:04:06.678Z","ExecutionMode":"Standard"}
        """,
        Json(json => FlowJson.Write(json, Flow)));

    [Fact]
    public void An_updated_flow_has_its_storage_location_and_no_mode()
    {
        var json = Json(json => FlowJson.WriteUpdated(json, Flow with { ExternalStorageLocation = "p" }));

        Assert.EndsWith("\"LastModifiedTime\":\"2025-01-02T03:04:06.678Z\",\"ExternalStorageLocation\":\"p\"}", json, StringComparison.Ordinal);
        Assert.DoesNotContain("ExecutionMode", json, StringComparison.Ordinal);
    }

    [Fact]
    public void An_express_execution_shows_its_end_and_neither_input_nor_definition() => Assert.Equal(
        """
        {"FlowName":"orders","Name":"o-17","Status":"Succeeded","StartedTime":"2025-01-02T03:04:05.678Z","StoppedTime":"2025-01-02T03:04:06.001Z","Output":"{\"ok\":true}","ErrorCode":"","ErrorMessage":"","Environment":{"Variables":[{"Name":"k","Value":"v"}]}}
        """,
        Json(json => ExecutionJson.WriteEnded(json, Rich)));

    [Fact]
    public void An_express_execution_that_failed_says_why() => Assert.EndsWith(
        """
        "Output":"","ErrorCode":"E","ErrorMessage":"why"}
        """,
        Json(json => ExecutionJson.WriteEnded(
            json,
            Ended with { Status = ExecutionStatus.Failed, Output = null, Error = "E", Cause = "why" })),
        StringComparison.Ordinal);

    [Fact]
    public void A_running_execution_has_no_stopped_time_and_an_empty_output() => Assert.Equal(
        """
        {"FlowName":"orders","Name":"o-17","Status":"Running","StartedTime":"2025-01-02T03:04:05.678Z","FlowDefinition":"Type: \"我\"","Input":"","Output":""}
        """,
        Json(json => ExecutionJson.WriteWithEnvironment(json, Running)));

    [Fact]
    public void An_ended_execution_echoes_its_input_as_it_was_sent() => Assert.Equal(
        """
        {"FlowName":"orders","Name":"o-17","Status":"Succeeded","StartedTime":"2025-01-02T03:04:05.678Z","StoppedTime":"2025-01-02T03:04:06.001Z","FlowDefinition":"D","Input":"{ \"id\" : \"十七\" }","Output":"{\"ok\":true}","Environment":{"Variables":[{"Name":"k","Value":"v"}]}}
        """,
        Json(json => ExecutionJson.WriteWithEnvironment(json, Rich)));

    [Fact]
    public void A_started_execution_shows_no_environment() => Assert.DoesNotContain(
        "Environment", Json(json => ExecutionJson.Write(json, Rich)), StringComparison.Ordinal);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Variables":null}""")]
    public void An_environment_without_variables_shows_an_empty_list(string stored) => Assert.Contains(
        "\"Environment\":{\"Variables\":[]}",
        Json(json => ExecutionJson.WriteWithEnvironment(json, Ended with { Environment = stored })),
        StringComparison.Ordinal);

    [Fact]
    public void A_list_of_metadata_leaves_the_data_out() => Assert.Equal(
        """
        {"Executions":[{"FlowName":"orders","Name":"o-17","Status":"Succeeded","StartedTime":"2025-01-02T03:04:05.678Z","StoppedTime":"2025-01-02T03:04:06.001Z"}]}
        """,
        Json(json => ListExecutions.Write(json, new([Ended], HasMore: false), metadataOnly: true)));

    [Fact]
    public void Empty_lists_are_shown()
    {
        Assert.Equal("""{"Flows":[]}""", Json(json => ListFlows.Write(json, new([], HasMore: false))));
        Assert.Equal("""{"Executions":[]}""", Json(json => ListExecutions.Write(json, new([], false), metadataOnly: false)));
        Assert.Equal("""{"Events":[]}""", Json(json => GetExecutionHistory.Write(json, new([], null))));
    }

    [Fact]
    public void The_token_of_a_list_of_flows_leads_on_behind_the_last()
    {
        var token = Token(json => ListFlows.Write(json, new([Flow], HasMore: true)));

        Assert.Equal("orders", ListFlows.Read(Some.Parameters(("NextToken", token))).After);
    }

    [Fact]
    public void The_token_of_a_list_of_executions_leads_on_behind_the_last()
    {
        var odd = Ended with { Name = "a:十七" };
        var token = Token(json => ListExecutions.Write(json, new([odd], HasMore: true), false));

        Assert.Equal(
            new ExecutionPlace(Start.ToUnixTimeMilliseconds(), "a:十七"),
            ListExecutions.Read(Some.Parameters(("FlowName", "orders"), ("NextToken", token))).After);
    }

    [Fact]
    public void A_token_of_another_list_is_refused()
    {
        var token = Token(json => ListExecutions.Write(json, new([Ended], HasMore: true), false));

        Assert.StartsWith(
            "InvalidArgument: Parameter error. NextToken:",
            Some.Error(() => ListFlows.Read(Some.Parameters(("NextToken", token)))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_holds_its_detail_as_text()
    {
        var entered = new HistoryEvent(
            2, 1, EventType.StepEntered, "pass1", Start,
            new EventDetail(("input", JsonPayload.EmptyObject), ("local", JsonPayload.Of("我"))));

        Assert.Equal(
            """
            {"Events":[{"Type":"StepEntered","EventId":2,"ScheduleEventId":1,"StepName":"pass1","Time":"2025-01-02T03:04:05.678Z","EventDetail":"{\"input\":{},\"local\":\"我\"}"}],"NextToken":"3"}
            """,
            Json(json => GetExecutionHistory.Write(json, new([entered], 3))));
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = AnswerBuffer.Rent();
        buffer.Json.WriteStartObject();
        write(buffer.Json);
        buffer.Json.WriteEndObject();
        return Encoding.UTF8.GetString(buffer.Written);
    }

    private static string Token(Action<Utf8JsonWriter> write) =>
        JsonDocument.Parse(Json(write)).RootElement.GetProperty("NextToken").GetString()!;
}
