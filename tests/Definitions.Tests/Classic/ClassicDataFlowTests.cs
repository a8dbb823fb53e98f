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

    [Theory]
    [InlineData("", """{"a":1}""")]
    [InlineData("inputMappings: [{ target: t, source: $input.a }, { target: l, source: $local }]\n", """{"t":1,"l":{}}""")]
    public void A_flow_begins_with_the_input_of_its_execution_as_its_mappings_shape_it(string head, string expected)
    {
        var begun = Classic.Flow(Step, head).Data.Begin(Started("""{"a":1}""")).Value;

        Assert.Equal((Given.Json(expected), Given.Json("{}")), (begun.Input.Value, begun.Local.Value));
    }

    [Theory]
    [InlineData("", """{"b":2}""")]
    [InlineData("outputMappings: [{ target: i, source: $input.a }, { target: l, source: $local.b }]\n", """{"i":1,"l":2}""")]
    public void A_flow_gives_its_local_or_what_its_mappings_make_of_it(string head, string expected) => Assert.Equal(
        Given.Json(expected),
        Classic.Flow(Step, head).Data.Finish(Data("""{"a":1}""", """{"b":2}"""), Given.Variables()).Value.Value);

    [Fact]
    public void What_inner_series_come_to_is_an_array_and_of_a_choice_the_way_that_was_taken()
    {
        var flow = Classic.Flow("""
            - { type: choice, name: c, choices: [] }
            - { type: parallel, name: p, branches: [{ steps: [] }, { steps: [] }] }
            - { type: foreach, name: f, iterationMapping: { collection: $.x, item: i }, steps: [] }
            """);
        JsonPayload[] results = [Given.Payload("""{"a":1}"""), Given.Payload("""{"b":2}""")];

        Assert.Equal(
            ["""{"a":1}""", """[{"a":1},{"b":2}]""", """[{"a":1},{"b":2}]""", "[]"],
            [
                flow.Data.Join(flow.States[0], [results[0]]).Value.ToString(),
                .. flow.States.Skip(1).Select(state => flow.Data.Join(state, results).Value.ToString()),
                flow.Data.Join(flow.States[2], []).Value.ToString(),
            ]);
        Assert.Equal(Given.Json("""{"l":1}"""), flow.Data.Close(Data("""{"i":1}""", """{"l":1}""")).Value);
    }

    [Theory]
    [InlineData("type: parallel, branches: [{ steps: [] }]", "[{}]", "{}")]
    [InlineData("type: foreach, iterationMapping: { collection: $.x, item: i }, steps: []", "[{}]", "{}")]
    [InlineData("type: choice, choices: []", """{"x":1}""", """{"x":1}""")]
    [InlineData("type: pass", null, "{}")]
    public void Only_a_parallel_and_a_foreach_keep_their_local_to_themselves(string fields, string? raw, string output)
    {
        var flow = Classic.Flow($"- {{ name: a, {fields} }}");

        var left = flow.Data.Leave(
            flow.States[0], Data("{}", "{}"), Given.Payload("{}"), raw is null ? null : Given.Payload(raw), Given.Variables());

        Assert.Equal(Given.Json(output), left.Value.Output.Value);
    }

    [Fact]
    public void A_result_that_cannot_be_an_output_is_told_with_what_to_do() => Assert.Equal(
        "The result is an array, and only an object can be the step's output. Make one with outputMappings.",
        Leave(Classic.Flow("- { type: task, name: a, resourceArn: 'acs:fnf:::flow/f' }"), "[1]").Failure!.Cause);

    /// <summary>Each place with parts of 20 bytes, once where they just fit and once where they do not.</summary>
    [Theory]
    [InlineData("Begin", "The input and local that the series carries", 22)]
    [InlineData("Enter", "The step's input", 20)]
    [InlineData("Leave", "The step's input, local and output", 60)]
    [InlineData("Merge", "The input and local that the series carries", 40)]
    [InlineData("Open", "The input and local that the series carries", 22)]
    [InlineData("Caught", "The step's input and output", 22)]
    [InlineData("Finish", "The output of the execution", 20)]
    public void A_limit_is_met_exactly_and_its_failure_says_what_was_too_large(string place, string what, int bytes)
    {
        Assert.Null(At(place, bytes));
        Assert.Equal(
            new StepFailure(
                "FnF.DataSizeExceeded",
                $"{what}: {bytes} bytes; at most {bytes - 1} are allowed (setting limits.classicStepBytes)."),
            At(place, bytes - 1));
    }

    [Fact]
    public void Data_may_be_nested_as_deep_as_the_limit_and_no_deeper()
    {
        var flow = Classic.Flow(Step);
        var limits = Limits.Default with { JsonDepth = 3 };

        Assert.Null(Enter("""{"a":[[]]}""").Failure);
        Assert.Equal(
            "The step's input: nested 4 levels deep; at most 3 are allowed (setting limits.jsonDepth).",
            Enter("""{"a":[[[]]]}""").Failure!.Cause);

        Outcome<JsonPayload> Enter(string input) =>
            flow.Data.Enter(flow.States[0], Data(input, "{}"), Given.Variables(limits: limits));
    }

    [Fact]
    public void Data_that_is_as_deep_as_it_may_be_counts_its_bytes_all_the_same()
    {
        var limits = Limits.Default with { JsonDepth = 3, ClassicStepBytes = 10 };
        var flow = Classic.Flow(Step);

        Assert.Equal(
            "The step's input: 11 bytes; at most 10 are allowed (setting limits.classicStepBytes).",
            flow.Data.Enter(flow.States[0], Data("""{"a":[[1]]}""", "{}"), Given.Variables(limits: limits)).Failure!.Cause);
    }

    [Theory]
    [InlineData("inputMappings")]
    [InlineData("outputMappings")]
    [InlineData("errorMappings")]
    public void Mappings_that_are_too_much_work_name_their_list(string list)
    {
        var flow = Classic.Flow(
            $"- {{ type: task, name: a, resourceArn: 'acs:fnf:::flow/f', catch: [{{ errors: [E], goto: a }}], "
            + $"{list}: [{{ target: t, source: '$input..*..*..*..*..*' }}] }}");
        var deep = string.Concat(Enumerable.Repeat("""{"b":[1,2,3],"a":""", 60)) + "1" + new string('}', 60);
        var (state, data, input) = (flow.States[0], Data(deep, "{}"), Given.Payload(deep));
        var variables = Given.Variables() with { Error = new StepFailure("E", "c") };

        var failure = list switch
        {
            "inputMappings" => flow.Data.Enter(state, data, variables).Failure,
            "outputMappings" => flow.Data.Leave(state, data, input, null, variables).Failure,
            _ => flow.Data.Caught(state, 0, data, input, variables).Failure,
        };

        Assert.Equal(
            $"{list}: its paths select more data, or take more work, than a step may (setting limits.classicStepBytes).",
            failure!.Cause);
    }

    [Fact]
    public void Outside_of_steps_the_context_has_no_step_and_no_task()
    {
        var begun = Classic.Flow(Step, "inputMappings: [{ target: all, source: $context }]\n").Data.Begin(Started("{}"));

        Assert.Equal(
            Given.Json("""
                {"all":{"flow":{"name":"orders","roleArn":"acs:ram::1:role/r"},
                 "execution":{"name":"run-1","startedTime":"1970-01-01T00:00:00.000Z"}}}
                """),
            begun.Value.Input.Value);
    }

    private const string Step = "- { type: task, name: a, resourceArn: 'acs:fnf:::flow/f', catch: [{ errors: [E], goto: a }] }";

    private static StepFailure? At(string place, int most)
    {
        var limits = Limits.Default with { ClassicStepBytes = most };
        var flow = Classic.Flow(Step, limits: limits);
        var (state, variables) = (flow.States[0], Given.Variables(limits: limits) with { Error = new StepFailure("E", "c") });
        var (one, other) = (Given.Payload(Twenty('a')), Given.Payload(Twenty('b')));
        return place switch
        {
            "Begin" => flow.Data.Begin(Started(Twenty('a')) with { Limits = limits }).Failure,
            "Enter" => flow.Data.Enter(state, new(one, Given.Payload("{}")), variables).Failure,
            "Leave" => flow.Data.Leave(state, Data("{}", "{}"), one, other, variables).Failure,
            "Merge" => flow.Data.Leave(state, new(one, other), Given.Payload("{}"), null, variables).Failure,
            "Open" => flow.Data.Open(state, one, new InnerScope(0), variables).Failure,
            "Caught" => flow.Data.Caught(state, 0, Data("{}", "{}"), one, variables).Failure,
            _ => flow.Data.Finish(new(Given.Payload("{}"), other), variables).Failure,
        };
    }

    /// <summary>An object of twenty bytes.</summary>
    private static string Twenty(char key) => $$"""{"{{key}}":"{{new string('x', 12)}}"}""";

    private static Variables Started(string input) => Given.Variables() with
    {
        Execution = new(Given.FlowName, "run-1", Given.Payload(input), "acs:ram::1:role/r", DateTimeOffset.UnixEpoch),
    };

    private static Outcome<StateResult> Leave(Flow flow, string raw, Limits? limits = null) => flow.Data.Leave(
        flow.States[0], Data("{}", "{}"), Given.Payload("{}"), Given.Payload(raw), Given.Variables(limits: limits));

    private static ScopeData Data(string input, string local) => new(Given.Payload(input), Given.Payload(local));
}
