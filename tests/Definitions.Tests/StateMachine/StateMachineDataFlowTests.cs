using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Tests.StateMachine;

public sealed class StateMachineDataFlowTests
{
    private static readonly JsonPayload Incoming = Given.Payload("""{"x":1}""");

    [Fact]
    public void An_execution_begins_with_its_input_and_finishes_with_what_the_scope_carries()
    {
        var flow = One("Type: Succeed");
        var variables = Given.Variables();

        var begun = flow.Data.Begin(variables).Value;

        Assert.Same(variables.Execution.Input, begun.Input);
        Assert.Same(JsonPayload.EmptyObject, begun.Local);
        Assert.Same(Incoming, flow.Data.Finish(new(Incoming, JsonPayload.EmptyObject), variables).Value);
    }

    [Fact]
    public void A_state_without_constructors_passes_the_same_payload_on_and_does_not_look_into_it()
    {
        // Not JSON: whoever parses it fails.
        var opaque = JsonPayload.FromStored("not json"u8.ToArray());
        var flow = One("Type: Pass, End: true");

        var input = Enter(flow, opaque).Value;
        var result = Leave(flow, input, input).Value;

        Assert.Same(opaque, input);
        Assert.Same(opaque, result.Output);
        Assert.Same(opaque, result.Data.Input);
        Assert.Same(JsonPayload.EmptyObject, result.Data.Local);
        Assert.Null(result.Global);
    }

    [Fact]
    public void A_state_without_constructors_leaves_the_raw_result_of_its_body()
    {
        var raw = Given.Payload("""{"Code":200}""");

        var result = Leave(One("Type: Task, Action: HTTP:Request, End: true"), Incoming, raw).Value;

        Assert.Same(raw, result.Output);
        Assert.Same(raw, result.Data.Input);
    }

    [Fact]
    public void An_input_constructor_replaces_the_incoming_data()
    {
        Assert.Equal(
            Given.Payload("""{"retries":3}"""),
            Enter(One("Type: Pass, End: true, InputConstructor: { retries: 3 }"), Incoming).Value);
        Assert.Equal(
            Given.Payload("""{"y":1,"same":true}"""),
            Enter(
                One(
                    "Type: Pass, End: true, "
                    + "InputConstructor: { y.$: $Input.x, same.$: $Context.Current.Input == $Input }"),
                Incoming).Value);
    }

    [Fact]
    public void Output_and_global_constructors_see_the_raw_output_and_the_old_globals()
    {
        var flow = One(
            "Type: Pass, End: true, OutputConstructor: { g.$: $Global.g, o.$: $Output.r, i.$: $Input.x }, "
            + "GlobalConstructor: { g.$: $Global.g + 1, o.$: $Output.r }");
        var variables = Given.Variables() with { Global = (JsonObject)Given.Json("""{"g":1,"kept":true}""") };

        var result = flow.Data.Leave(
            flow.States[0], Carry(Incoming), Incoming, Given.Payload("""{"r":2}"""), variables).Value;

        Assert.Equal(Given.Payload("""{"g":1,"o":2,"i":1}"""), result.Output);
        Assert.Equal(result.Output, result.Data.Input);
        Assert.Equal(Given.Json("""{"g":2,"kept":true,"o":2}"""), result.Global);
    }

    [Fact]
    public void A_global_constructor_alone_leaves_the_output_as_it_is()
    {
        var flow = One("Type: Pass, End: true, GlobalConstructor: { customer.$: $Input.x }");

        var result = Leave(flow, Incoming, Incoming).Value;

        Assert.Same(Incoming, result.Output);
        Assert.Equal(Given.Json("""{"customer":1}"""), result.Global);
    }

    [Fact]
    public void A_choice_ignores_its_output_constructor_and_uses_its_global_constructor()
    {
        var flow = One(
            "Type: Choice, Branches: [{ Condition: true, Next: a }], Default: a, "
            + "OutputConstructor: { no: 1 }, GlobalConstructor: { yes: 1 }");

        var result = Leave(flow, Incoming, Incoming).Value;

        Assert.Same(Incoming, result.Output);
        Assert.Equal(Given.Json("""{"yes":1}"""), result.Global);
    }

    [Fact]
    public void What_is_caught_goes_on_with_the_output_of_its_rule()
    {
        var flow = Given.Flow(Given.Definition("""
            - Name: a
              Type: Task
              Action: HTTP:Request
              OutputConstructor: { never: used }
              GlobalConstructor: { never: used }
              Catch:
                - Errors: [A]
                  Next: a
                - Errors: [B]
                  Next: a
                  OutputConstructor:
                    why.$: 'format("{}: {}", $Context.Current.Error.Code, $Context.Current.Error.Detail)'
                    of.$: $Input.x
                    raw.$: $Context.Current.Output
              End: true
            """));
        var variables = Given.Variables() with { Error = new StepFailure("B", "busy"), Output = Incoming };

        var first = flow.Data.Caught(flow.States[0], 0, Carry(Incoming), Incoming, variables).Value;
        var second = flow.Data.Caught(flow.States[0], 1, Carry(Incoming), Incoming, variables).Value;

        Assert.Equal(JsonPayload.EmptyObject, first.Output);
        Assert.Equal(Given.Payload("""{"why":"B: busy","of":1,"raw":null}"""), second.Output);
        Assert.Equal(second.Output, second.Data.Input);
        Assert.Null(second.Global);
    }

    [Fact]
    public void Data_may_have_64_kib_and_more_is_fatal()
    {
        var flow = One("Type: Pass, End: true");
        var largest = OfBytes(65_536);
        var tooLarge = OfBytes(65_537);
        var started = Given.Variables();

        Assert.Equal(65_536, largest.ByteCount);
        Assert.Null(Enter(flow, largest).Failure);
        Assert.Null(Leave(flow, largest, largest).Failure);
        Assert.Null(flow.Data.Finish(Carry(largest), started).Failure);
        foreach (var failure in new[]
        {
            flow.Data.Begin(started with { Execution = started.Execution with { Input = tooLarge } }).Failure,
            Enter(flow, tooLarge).Failure,
            Leave(flow, Incoming, tooLarge).Failure,
            Enter(One("Type: Pass, End: true, InputConstructor: { a.$: $Input }"), largest).Failure,
            Leave(One("Type: Pass, End: true, OutputConstructor: { a.$: $Input }"), largest, largest).Failure,
            Leave(One("Type: Pass, End: true, OutputConstructor: { ok: true }"), Incoming, tooLarge).Failure,
            flow.Data.Finish(Carry(tooLarge), started).Failure,
        })
        {
            Assert.Equal("FnF.DataLimitExceeded", failure?.Code);
            Assert.True(failure!.IsByNameOnly);
        }
    }

    [Fact]
    public void Sizes_are_those_of_compact_utf8()
    {
        var flow = One("Type: Pass, End: true");

        Assert.Null(Enter(flow, Given.Payload($$"""{ "t" : "{{new string('ä', 32_764)}}" }""")).Failure);
        Assert.Contains(
            "65538 bytes",
            Enter(flow, Given.Payload($$"""{"t":"{{new string('ä', 32_765)}}"}""")).Failure?.Cause,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ kkkkkkkkkk: 1 }", null)]
    [InlineData("{ kkkkkkkkkkk: 1 }", "The name of the global variable 'kkkkkkkkkkk' has 11 bytes; at most 10 are allowed (setting limits.globalKeyBytes).")]
    [InlineData("{ äääää: 1 }", null)]
    [InlineData("{ ääääää: 1 }", "The name of the global variable 'ääääää' has 12 bytes; at most 10 are allowed (setting limits.globalKeyBytes).")]
    [InlineData("{ k: '123456789012345678' }", null)]
    [InlineData("{ k: '1234567890123456789' }", "The global variable 'k' has 21 bytes; at most 20 are allowed (setting limits.globalValueBytes).")]
    [InlineData("{ a: 123456789, b: 123456789 }", null)]
    [InlineData("{ a: 123456789, b: 1234567890 }", "The set of global variables has 38 bytes; at most 37 are allowed (setting limits.globalBytes).")]
    public void Global_variables_have_their_limits(string constructor, string? cause)
    {
        var limits = Limits.Default with { GlobalKeyBytes = 10, GlobalValueBytes = 20, GlobalBytes = 37 };
        var flow = One($"Type: Pass, End: true, GlobalConstructor: {constructor}");
        var variables = Given.Variables(limits: limits) with { Global = (JsonObject)Given.Json("""{"old":1}""") };

        var failure = flow.Data.Leave(flow.States[0], Carry(Incoming), Incoming, Incoming, variables).Failure;

        Assert.Equal(cause, failure?.Cause);
        Assert.Equal(cause is not null, failure?.IsByNameOnly ?? false);
    }

    [Fact]
    public void A_constructor_that_fails_can_be_retried_and_caught()
    {
        var flow = One("Type: Pass, End: true, OutputConstructor: { a.$: $Output.x + $Output.nope }");

        var failure = Leave(flow, Incoming, Incoming).Failure;

        Assert.Equal("FnF.ExpressionError", failure?.Code);
        Assert.False(failure!.IsByNameOnly);
    }

    [Theory]
    [InlineData("WaitForSystemCallback", "[1]", """{"Body":[1]}""")]
    [InlineData("WaitForSystemCallback", """{"n":1}""", """{"n":1}""")]
    [InlineData("RequestComplete", "[1]", "[1]")]
    public void The_value_of_a_function_that_is_waited_for_becomes_an_object(string mode, string raw, string expected)
    {
        var flow = One($"Type: Task, Action: 'FC:InvokeFunction', TaskMode: {mode}, End: true");

        Assert.Equal(Given.Payload(expected), Leave(flow, Incoming, Given.Payload(raw)).Value.Output);
    }

    [Fact]
    public void Branches_join_under_their_numbers_and_iterations_in_a_list()
    {
        const string Scope = "{ StartAt: SCOPE, States: [{ Name: SCOPE, Type: Succeed }] }";
        var parallel = One($"Type: Parallel, End: true, Branches: [{Scope.Replace("SCOPE", "b")}, {Scope.Replace("SCOPE", "c")}]");
        var map = One($"Type: Map, End: true, ItemsPath: $Input.x, Processor: {Scope.Replace("SCOPE", "b")}");
        JsonPayload[] results = [Incoming, Given.Payload("5")];

        Assert.Equal(Given.Payload("""{"Branch0":{"x":1},"Branch1":5}"""), parallel.Data.Join(parallel.States[0], results));
        Assert.Equal(Given.Payload("""{"Items":[{"x":1},5]}"""), map.Data.Join(map.States[0], results));
        Assert.Equal(Given.Payload("""{"Items":[]}"""), map.Data.Join(map.States[0], []));
        Assert.Same(Incoming, map.Data.Close(Carry(Incoming)));
    }

    [Theory]
    [InlineData("Begin", "The input of the execution")]
    [InlineData("Enter", "The input")]
    [InlineData("Leave", "The raw output")]
    [InlineData("Build", "The output")]
    [InlineData("Open", "The input of an iteration")]
    [InlineData("Caught", "The output")]
    [InlineData("Finish", "The output of the execution")]
    public void What_is_too_large_is_called_by_its_name(string place, string what)
    {
        Assert.Null(At(place, 30));
        Assert.Equal(
            ("FnF.DataLimitExceeded", $"{what} has 31 bytes; at most 30 are allowed (setting limits.stateDataBytes)."),
            (At(place, 31)?.Code, At(place, 31)?.Cause));

        static StepFailure? At(string place, int bytes)
        {
            var flow = One(
                "Type: Task, Action: A:B, End: true, OutputConstructor: { t.$: $Context.Execution.Input.t }, "
                + "Catch: [{ Errors: [E], Next: a, OutputConstructor: { t.$: $Context.Execution.Input.t } }]");
            var (state, data) = (flow.States[0], Carry(OfBytes(bytes)));
            var variables = Given.Variables(limits: Limits.Default with { StateDataBytes = 30 });
            variables = variables with { Execution = variables.Execution with { Input = OfBytes(bytes) } };
            return place switch
            {
                "Begin" => flow.Data.Begin(variables).Failure,
                "Enter" => flow.Data.Enter(state, data, variables).Failure,
                "Leave" => flow.Data.Leave(state, Carry(Incoming), Incoming, OfBytes(bytes), variables).Failure,
                "Build" => flow.Data.Leave(state, Carry(Incoming), Incoming, Incoming, variables).Failure,
                "Open" => flow.Data.Open(state, Incoming, new InnerScope(0, OfBytes(bytes).Value), variables).Failure,
                "Caught" => flow.Data.Caught(state, 0, Carry(Incoming), Incoming, variables).Failure,
                _ => flow.Data.Finish(data, variables).Failure,
            };
        }
    }

    [Theory]
    [InlineData(null, "[1,2]", "[1,2]")]
    [InlineData("ItemConstructor: { v.$: $Item, of.$: $Input.x }", "2", """{"v":2,"of":1}""")]
    public void An_iteration_begins_with_its_item_or_with_what_is_made_of_it(string? constructor, string item, string expected)
    {
        var flow = One(
            $"Type: Map, End: true, ItemsPath: $Input.x, {(constructor is null ? "" : constructor + ",")} "
            + "Processor: { StartAt: b, States: [{ Name: b, Type: Succeed }] }");

        var opened = flow.Data.Open(flow.States[0], Incoming, new InnerScope(0, Given.Json(item)), Given.Variables());

        Assert.Equal(Given.Payload(expected), opened.Value.Input);
    }

    private static Flow One(string fields) => Given.Flow(Given.Definition($"- {{ Name: a, {fields} }}"));

    private static ScopeData Carry(JsonPayload data) => new(data, JsonPayload.EmptyObject);

    private static Outcome<JsonPayload> Enter(Flow flow, JsonPayload data) =>
        flow.Data.Enter(flow.States[0], Carry(data), Given.Variables());

    private static Outcome<StateResult> Leave(Flow flow, JsonPayload input, JsonPayload raw) =>
        flow.Data.Leave(flow.States[0], Carry(input), input, raw, Given.Variables());

    private static JsonPayload OfBytes(int bytes) => Given.Payload($$"""{"t":"{{new string('x', bytes - 8)}}"}""");
}
