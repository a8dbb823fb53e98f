using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Tests.Classic;

public sealed class ClassicDataFlowTests
{
    [Fact]
    public void Without_mappings_local_covers_the_input_and_output_is_merged()
    {
        var flow = Classic.Flow("- { type: task, name: a, resourceArn: 'acs:fc:::functions/f' }");
        var data = Data("""{"a":1,"b":1}""", """{"b":2}""");

        var input = flow.Data.Enter(flow.States[0], data, Given.Variables()).Value;
        var left = flow.Data.Leave(flow.States[0], data, input, Given.Payload("""{"c":3,"b":4}"""), Given.Variables()).Value;

        Assert.Equal(Given.Json("""{"a":1,"b":2}"""), input.Value);
        Assert.Equal(Given.Json("""{"c":3,"b":4}"""), left.Output.Value);
        Assert.Equal(Given.Json("""{"b":4,"c":3}"""), left.Data.Local.Value);
        Assert.Equal(Given.Json("""{"a":1,"b":1}"""), left.Data.Input.Value);
    }

    [Theory]
    [InlineData("$input.x", """{"t":1}""")]
    [InlineData("$input", """{"t":{"x":1,"l":[{"y":1},{"y":2}]}}""")]
    [InlineData("$local.x", """{"t":2}""")]
    [InlineData("$input.none", "{}")]
    [InlineData("'$input.none[*]'", """{"t":[]}""")]
    [InlineData("'$input.l[*].y'", """{"t":[1,2]}""")]
    [InlineData("$inputs", """{"t":"$inputs"}""")]
    [InlineData("$.x", """{"t":"$.x"}""")]
    [InlineData("2024-05-01T00:00:00Z", """{"t":"2024-05-01T00:00:00Z"}""")]
    [InlineData("[$input.x, {a: true}]", """{"t":["$input.x",{"a":true}]}""")]
    [InlineData("1.50", """{"t":1.5}""")]
    [InlineData("null", """{"t":null}""")]
    [InlineData("$context.flow.name", """{"t":"orders"}""")]
    [InlineData("$context.execution", """{"t":{"name":"run-1","startedTime":"1970-01-01T00:00:00.000Z"}}""")]
    [InlineData("$context.flow.roleArn", """{"t":"acs:ram::1:role/r"}""")]
    [InlineData("$context.step", """{"t":{"name":"here","eventId":7}}""")]
    [InlineData("$context.task.token", """{"t":"token"}""")]
    public void A_source_is_a_path_or_a_constant(string source, string expected)
    {
        var flow = Classic.Flow($"- {{ type: pass, name: a, inputMappings: [{{ target: t, source: {source} }}] }}");
        var variables = Given.Variables() with { StepEventId = 7, TaskToken = "token" };

        var input = flow.Data.Enter(
            flow.States[0], Data("""{"x":1,"l":[{"y":1},{"y":2}]}""", """{"x":2}"""), variables);

        Assert.Equal(Given.Json(expected), input.Value.Value);
    }

    [Fact]
    public void A_target_is_a_plain_key_and_the_last_of_two_counts()
    {
        var flow = Classic.Flow("""
            - type: pass
              name: a
              inputMappings: [{ target: a.b, source: 1 }, { target: x }, { target: a.b, source: 2 }]
            """);

        Assert.Equal(
            Given.Json("""{"a.b":2,"x":null}"""), flow.Data.Enter(flow.States[0], Data("{}", "{}"), Given.Variables()).Value.Value);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("5")]
    [InlineData("null")]
    public void A_result_that_is_no_object_needs_a_mapping(string raw)
    {
        var bare = Classic.Flow("- { type: task, name: a, resourceArn: 'acs:fc:::functions/f' }");
        var mapped = Classic.Flow(
            "- { type: task, name: a, resourceArn: 'acs:fc:::functions/f', outputMappings: [{ target: r, source: $local }] }");

        Assert.Equal("FnF.InvalidOutput", Leave(bare, raw).Failure!.Code);
        Assert.Equal(Given.Json($$"""{"r":{{raw}}}"""), Leave(mapped, raw).Value.Output.Value);
    }

    [Fact]
    public void A_step_holds_no_more_than_its_limit_together()
    {
        var limits = Limits.Default with { ClassicStepBytes = 60 };
        var flow = Classic.Flow("- { type: task, name: a, resourceArn: 'acs:fc:::functions/f' }", limits: limits);

        Assert.Null(Leave(flow, $$"""{"a":"{{new string('x', 20)}}"}""", limits).Failure);
        var failure = Leave(flow, $$"""{"a":"{{new string('x', 30)}}"}""", limits).Failure!;
        Assert.Equal(("FnF.DataSizeExceeded", true), (failure.Code, failure.IsByNameOnly));
    }

    [Fact]
    public void Data_cannot_be_wrapped_for_ever()
    {
        var flow = Classic.Flow("- { type: pass, name: a, inputMappings: [{ target: t, source: $input }] }");
        var data = Data(string.Concat(Enumerable.Repeat("{\"t\":", 127)) + "{}" + new string('}', 127), "{}");

        var failure = flow.Data.Enter(flow.States[0], data, Given.Variables()).Failure!;

        Assert.Equal(("FnF.DataSizeExceeded", true), (failure.Code, failure.IsByNameOnly));
    }

    [Fact]
    public void A_path_that_is_too_much_work_fails_the_step_and_can_be_caught()
    {
        var flow = Classic.Flow("- { type: pass, name: a, outputMappings: [{ target: t, source: '$input..*..*..*..*' }] }");
        var deep = string.Concat(Enumerable.Repeat("""{"b":[1,2,3],"a":""", 60)) + "1" + new string('}', 60);
        var variables = Given.Variables();

        var failure = flow.Data.Leave(flow.States[0], Data("{}", "{}"), Given.Payload(deep), null, variables).Failure!;

        Assert.Equal(("FnF.RuntimeError", false), (failure.Code, failure.IsByNameOnly));
    }

    [Fact]
    public void An_iteration_gets_the_element_and_its_place_over_the_input()
    {
        var flow = Classic.Flow("""
            - type: foreach
              name: each
              iterationMapping: { collection: $.rows, item: row, index: at }
              steps: [{ type: pass, name: one }]
            """);

        var opened = flow.Data.Open(
            flow.States[0], Given.Payload("""{"row":"old","x":1}"""), new InnerScope(3, JsonValue.Of("new")), Given.Variables());

        Assert.Equal(Given.Json("""{"row":"new","x":1,"at":3}"""), opened.Value.Input.Value);
        Assert.Equal(Given.Json("{}"), opened.Value.Local.Value);
    }

    [Fact]
    public void A_caught_error_shows_only_what_errorMappings_say()
    {
        var flow = Classic.Flow("""
            - type: task
              name: a
              resourceArn: acs:fc:::functions/f
              catch: [{ errors: [FnF.ALL], goto: b }]
              errorMappings: [{ target: why, source: $local.error }, { target: all, source: $local }]
            - type: task
              name: b
              resourceArn: acs:fc:::functions/f
              catch: [{ errors: [FnF.ALL], goto: b }]
            """);
        var variables = Given.Variables() with { Error = new StepFailure("E", "c") };

        var mapped = flow.Data.Caught(flow.States[0], 0, Data("{}", """{"k":1}"""), Given.Payload("{}"), variables).Value;
        var bare = flow.Data.Caught(flow.States[1], 0, Data("{}", """{"k":1}"""), Given.Payload("{}"), variables).Value;

        Assert.Equal(Given.Json("""{"k":1,"why":"E","all":{"error":"E","cause":"c"}}"""), mapped.Data.Local.Value);
        Assert.Equal(Given.Json("""{"k":1}"""), bare.Data.Local.Value);
    }

    private static Outcome<StateResult> Leave(Flow flow, string raw, Limits? limits = null) => flow.Data.Leave(
        flow.States[0], Data("{}", "{}"), Given.Payload("{}"), Given.Payload(raw), Given.Variables(limits: limits));

    private static ScopeData Data(string input, string local) => new(Given.Payload(input), Given.Payload(local));
}
