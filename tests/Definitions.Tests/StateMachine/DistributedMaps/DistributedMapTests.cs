using Sluice.Definitions.States;
using Sluice.Model;

namespace Sluice.Definitions.Tests.StateMachine.DistributedMaps;

public sealed class DistributedMapTests
{
    private const string Standard = "ProcessorConfig: { ExecutionMode: Standard }";
    private const string Items = $"{Standard}, ItemsPath: $Input.list";

    // The example of the definition language, section 6.9.
    private const string Everything = """
        - Name: a
          Type: Map
          ProcessorConfig: { ExecutionMode: Express }
          ItemReader:
            SourceType: OSS_CSV
            SourceParameters: { Bucket: b, ObjectName.$: $Input.key }
            ReaderConfig: { CSVHeaders: [id, qty] }
          ItemConstructor: { id.$: $Item.id }
          ItemBatcher:
            MaxItemsPerBatch: 25
            MaxInputBytesPerBatch: 65536
            BatchInput: { runBy.$: $Context.Execution.Name }
          ResultWriter:
            Parameters: { Bucket: b, Prefix: out/ }
          MaxConcuccency: 7
          MaxItems: 10000
          ToleratedFailureCount: 0
          ToleratedFailurePercentage: 2.5
          Processor: { StartAt: b, States: [{ Name: b, Type: Succeed }] }
          Retry: [{ Errors: [FnF.ALL], MaxAttempts: 1, IntervalSeconds: 1 }]
          Catch: [{ Errors: [FnF.ALL], Next: end }]
          Next: end
        - { Name: end, Type: Succeed }
        """;

    [Fact]
    public void A_map_with_a_processor_config_has_children_of_their_own_mode()
    {
        var flow = Given.Flow(Given.Definition(Everything));
        var map = Assert.IsType<DistributedMapState>(flow.States[0]);

        Assert.Equal(ExecutionMode.Express, map.Mode);
        Assert.Equal("b", flow.States[flow.Scopes[map.Processor].Start!.Value].Name);
        Assert.Equal("end", flow.States[map.Next!.Value].Name);
        Assert.Single(map.Retry);
        Assert.Single(map.Catch);
    }

    [Fact]
    public void All_its_fields_are_read()
    {
        var map = Single(Given.Definition(Everything));
        var variables = Given.Variables("""{"key":"in.csv"}""");

        Assert.Null(map.Items);
        Assert.Equal(
            Given.Payload("""
                {"SourceType":"OSS_CSV","SourceParameters":{"Bucket":"b","ObjectName":"in.csv"},
                "ReaderConfig":{"CSVHeaders":["id","qty"]}}
                """),
            map.Reader!.Evaluate(variables).Value);
        Assert.Equal(
            Given.Payload("""{"Parameters":{"Bucket":"b","Prefix":"out/"}}"""), map.Writer!.Evaluate(variables).Value);
        Assert.Equal(25, map.Batching!.MaxItems!.Evaluate(variables).Value);
        Assert.Equal(65_536, map.Batching.MaxBytes!.Evaluate(variables).Value);
        Assert.Equal(Given.Payload("""{"runBy":"run-1"}"""), map.Batching.BatchInput!.Evaluate(variables).Value);
        Assert.Equal(7, map.Concurrency.Evaluate(variables).Value);
        Assert.Equal(10_000, map.MaxItems!.Evaluate(variables).Value);
        Assert.Equal(0, map.ToleratedCount!.Evaluate(variables).Value);
        Assert.Equal(2.5, map.ToleratedPercentage!.Evaluate(variables).Value);
    }

    [Fact]
    public void What_is_not_written_is_absent_and_the_concurrency_is_the_largest()
    {
        var map = Single(Map(Items));

        Assert.Equal(ExecutionMode.Standard, map.Mode);
        Assert.Equal(
            Given.Json("[1,2]"), map.Items!.Evaluate(Given.Variables("""{"list":[1,2]}""")).Value);
        Assert.Equal("FnF.InvalidArgument", map.Items.Evaluate(Given.Variables("""{"list":{}}""")).Failure?.Code);
        Assert.Null(map.Reader);
        Assert.Null(map.Batching);
        Assert.Null(map.Writer);
        Assert.Null(map.MaxItems);
        Assert.Null(map.ToleratedCount);
        Assert.Null(map.ToleratedPercentage);
        Assert.Equal(100, map.Concurrency.Evaluate(Given.Variables()).Value);
    }

    [Fact]
    public void The_limits_are_those_of_the_settings()
    {
        var limits = Limits.Default with { MapRunItems = 20_000, MapRunConcurrency = 300 };
        var definition = Map($"{Items}, MaxItems: 20000, MaxConcurrency: 300");

        Assert.Empty(Given.Compiled(definition, limits: limits).Diagnostics);
        Assert.Equal(
            [DiagnosticCodes.OutOfRange, DiagnosticCodes.OutOfRange],
            Given.Compiled(definition).Diagnostics.Select(diagnostic => diagnostic.Code));
    }

    [Theory]
    [InlineData("ProcessorConfig: {}, ItemsPath: $Input.x", DiagnosticCodes.FieldMissing)]
    [InlineData("ProcessorConfig: Express, ItemsPath: $Input.x", DiagnosticCodes.WrongType)]
    [InlineData("ProcessorConfig: null, ItemsPath: $Input.x", DiagnosticCodes.WrongType)]
    [InlineData("ProcessorConfig: { ExecutionMode: 1 }, ItemsPath: $Input.x", DiagnosticCodes.WrongType)]
    [InlineData("ProcessorConfig: { ExecutionMode: EXPRESS }, ItemsPath: $Input.x", DiagnosticCodes.UnknownExecutionMode)]
    [InlineData("ProcessorConfig: { ExecutionMode: Distributed }, ItemsPath: $Input.x", DiagnosticCodes.UnknownExecutionMode)]
    [InlineData(Standard, DiagnosticCodes.FieldMissing)]
    [InlineData(Items, null)]
    [InlineData($"{Items}, MaxConcuccency: 2, MaxConcurrency: 3", DiagnosticCodes.ConcurrencyDiffers)]
    [InlineData($"{Items}, MaxConcuccency: 0", DiagnosticCodes.OutOfRange)]
    [InlineData($"{Items}, MaxConcuccency: 101", DiagnosticCodes.OutOfRange)]
    [InlineData($"{Items}, MaxItems: 0", DiagnosticCodes.OutOfRange)]
    [InlineData($"{Items}, MaxItems: 1.5", DiagnosticCodes.WrongType)]
    [InlineData($"{Items}, MaxItems: 1, MaxItems.$: $Input.n", DiagnosticCodes.GivenTwice)]
    [InlineData($"{Items}, ToleratedFailureCount: -1", DiagnosticCodes.OutOfRange)]
    [InlineData($"{Items}, ToleratedFailureCount: 99999999999", DiagnosticCodes.OutOfRange)]
    [InlineData($"{Items}, ToleratedFailurePercentage: -0.5", DiagnosticCodes.OutOfRange)]
    [InlineData($"{Items}, ToleratedFailurePercentage: 100.1", DiagnosticCodes.OutOfRange)]
    [InlineData($"{Items}, ToleratedFailurePercentage: 5%", DiagnosticCodes.WrongType)]
    [InlineData($"{Items}, ToleratedFailurePercentage: 100", null)]
    [InlineData($"{Items}, ToleratedFailurePercentage.$: $Item", DiagnosticCodes.VariableNotHere)]
    [InlineData($"{Items}, ItemBatcher: 5", DiagnosticCodes.WrongType)]
    [InlineData($"{Items}, ItemBatcher: {{}}", DiagnosticCodes.FieldMissing)]
    [InlineData($"{Items}, ItemBatcher: {{ BatchInput: {{}} }}", DiagnosticCodes.FieldMissing)]
    [InlineData($"{Items}, ItemBatcher: {{ MaxItemsPerBatch: 0 }}", DiagnosticCodes.OutOfRange)]
    [InlineData($"{Items}, ItemBatcher: {{ MaxInputBytesPerBatch: 0 }}", DiagnosticCodes.OutOfRange)]
    [InlineData($"{Items}, ItemBatcher: {{ MaxInputBytesPerBatch: 65537 }}", DiagnosticCodes.OutOfRange)]
    [InlineData($"{Items}, ItemBatcher: {{ MaxInputBytesPerBatch.$: $Input.n }}", null)]
    [InlineData($"{Items}, ItemBatcher: {{ MaxItemsPerBatch: 2, BatchInput: 5 }}", DiagnosticCodes.WrongType)]
    [InlineData($"{Items}, ItemBatcher: {{ MaxItemsPerBatch: 2, BatchInput: {{ a.$: $Item }} }}", DiagnosticCodes.VariableNotHere)]
    [InlineData($"{Items}, ResultWriter: []", DiagnosticCodes.WrongType)]
    [InlineData($"{Items}, ResultWriter: {{}}", DiagnosticCodes.FieldMissing)]
    [InlineData($"{Items}, ResultWriter: {{ Parameters: b }}", DiagnosticCodes.WrongType)]
    [InlineData($"{Items}, ResultWriter: {{ Parameters: {{ Prefix: out }} }}", DiagnosticCodes.FieldMissing)]
    [InlineData($"{Items}, ResultWriter: {{ Parameters: {{ Bucket: b, Prefix: 5 }} }}", DiagnosticCodes.WrongType)]
    [InlineData($"{Items}, ResultWriter: {{ Parameters: {{ Bucket: b }} }}", null)]
    [InlineData($"{Items}, ResultWriter: {{ Parameters: {{ Bucket.$: $Input.b }} }}", null)]
    [InlineData($"{Items}, ResultWriter: {{ Parameters.$: $Input.where }}", null)]
    [InlineData($"{Items}, ResultWriter: {{ Parameters: {{ Bucket.$: $Output.b }} }}", DiagnosticCodes.VariableNotHere)]
    public void Its_fields_are_checked(string fields, string? code) => AssertOnly(code, Map(fields));

    [Theory]
    [InlineData("5", DiagnosticCodes.WrongType)]
    [InlineData("{}", DiagnosticCodes.FieldMissing)]
    [InlineData("{ SourceType: OSS_CSV }", DiagnosticCodes.FieldMissing)]
    [InlineData("{ SourceType: S3_CSV, SourceParameters: { Bucket: b, ObjectName: o } }", DiagnosticCodes.UnknownSourceType)]
    [InlineData("{ SourceType: 5, SourceParameters: { Bucket: b, ObjectName: o } }", DiagnosticCodes.WrongType)]
    [InlineData("{ SourceType: OSS_CSV, SourceParameters: [] }", DiagnosticCodes.WrongType)]
    [InlineData("{ SourceType: OSS_CSV, SourceParameters: { Bucket: b } }", DiagnosticCodes.FieldMissing)]
    [InlineData("{ SourceType: OSS_JSON_LIST, SourceParameters: { ObjectName: o } }", DiagnosticCodes.FieldMissing)]
    [InlineData("{ SourceType: OSS_INVENTORY_FILES, SourceParameters: { Bucket: b, Prefix: p } }", DiagnosticCodes.FieldMissing)]
    [InlineData("{ SourceType: OSS_OBJECTS, SourceParameters: { Prefix: p } }", DiagnosticCodes.FieldMissing)]
    [InlineData("{ SourceType: OSS_OBJECTS, SourceParameters: { Bucket: b, Prefix: [] } }", DiagnosticCodes.WrongType)]
    [InlineData("{ SourceType: OSS_OBJECTS, SourceParameters: { Bucket: b } }", null)]
    [InlineData("{ SourceType: OSS_OBJECTS, SourceParameters: { Bucket: b, Prefix: p } }", null)]
    [InlineData("{ SourceType: OSS_INVENTORY_FILES, SourceParameters: { Bucket: b, ObjectName: o } }", null)]
    [InlineData("{ SourceType: OSS_CSV, SourceParameters: { Bucket.$: $Input.b, ObjectName.$: $Input.o } }", null)]
    [InlineData("{ SourceType: OSS_CSV, SourceParameters.$: $Input.where }", null)]
    [InlineData("{ SourceType.$: $Input.type, SourceParameters: { Bucket: b } }", null)]
    [InlineData("{ SourceType.$: $Item, SourceParameters: { Bucket: b } }", DiagnosticCodes.VariableNotHere)]
    [InlineData("{ SourceType: OSS_CSV, SourceParameters: { Bucket: b, ObjectName: o }, ReaderConfig: 5 }", DiagnosticCodes.WrongType)]
    [InlineData(
        "{ SourceType: OSS_CSV, SourceParameters: { Bucket: b, ObjectName: o }, ReaderConfig: { CSVHeaders: [] } }",
        DiagnosticCodes.WrongCount)]
    [InlineData(
        "{ SourceType: OSS_CSV, SourceParameters: { Bucket: b, ObjectName: o }, ReaderConfig: { CSVHeaders: [1] } }",
        DiagnosticCodes.WrongType)]
    [InlineData(
        "{ SourceType: OSS_CSV, SourceParameters: { Bucket: b, ObjectName: o }, ReaderConfig: { CSVHeaders.$: $Input.h } }",
        null)]
    public void What_is_literal_in_an_item_reader_is_checked(string reader, string? code) =>
        AssertOnly(code, Map($"{Standard}, ItemReader: {reader}"));

    [Fact]
    public void An_items_path_beside_an_item_reader_is_not_used()
    {
        const string Reader = "ItemReader: { SourceType: OSS_OBJECTS, SourceParameters: { Bucket: b } }";

        var compiled = Given.Compiled(Map($"{Items}, {Reader}"));

        Assert.Equal(DiagnosticCodes.ItemsPathUnused, Assert.Single(compiled.Diagnostics).Code);
        Assert.Null(Assert.IsType<DistributedMapState>(compiled.Flow?.States[0]).Items);
    }

    [Theory]
    [InlineData("ItemReader: { SourceType: OSS_OBJECTS, SourceParameters: { Bucket: b } }")]
    [InlineData("ItemBatcher: { MaxItemsPerBatch: 5 }")]
    [InlineData("ResultWriter: { Parameters: { Bucket: b } }")]
    [InlineData("MaxItems: 5")]
    [InlineData("MaxItems.$: $Input.n")]
    [InlineData("ToleratedFailureCount: 5")]
    [InlineData("ToleratedFailurePercentage: 5")]
    public void Its_fields_are_refused_in_an_inline_map(string field) =>
        AssertOnly(DiagnosticCodes.MisplacedMapField, Map($"ItemsPath: $Input.list, {field}"));

    [Fact]
    public void A_processor_config_inside_the_processor_is_refused() => AssertOnly(
        DiagnosticCodes.MisplacedMapField,
        Given.Definition($$"""
            - Name: a
              Type: Map
              ItemsPath: $Input.list
              Processor: { {{Standard}}, StartAt: b, States: [{ Name: b, Type: Succeed }] }
              End: true
            """));

    [Theory]
    [InlineData("Express", 20, true)]
    [InlineData("Express", 21, false)]
    [InlineData("Standard", 300, true)]
    [InlineData("Standard", 301, false)]
    public void Waits_are_as_long_as_the_children_may_wait_and_the_parent_keeps_its_own_limit(
        string mode, int seconds, bool isValid)
    {
        var compiled = Given.Compiled(Given.Definition($$"""
            - Name: a
              Type: Map
              ProcessorConfig: { ExecutionMode: {{mode}} }
              ItemsPath: $Input.list
              Processor: { StartAt: b, States: [{ Name: b, Type: Wait, Seconds: {{seconds}}, End: true }] }
              Next: c
            - { Name: c, Type: Wait, Seconds: 300, End: true }
            """));

        Assert.Equal(isValid, compiled.IsValid);
    }

    [Theory]
    [InlineData("Express", DiagnosticCodes.ModeNotInExpress)]
    [InlineData("Standard", null)]
    public void Callbacks_are_for_standard_children(string mode, string? code) => AssertOnly(
        code, Nested(mode, "Type: Task, Action: HTTP:Request, TaskMode: WaitForCustomCallback"));

    [Theory]
    [InlineData("Express", DiagnosticCodes.DistributedInExpress)]
    [InlineData("Standard", null)]
    public void Only_standard_children_may_have_distributed_maps(string mode, string? code) => AssertOnly(
        code, Nested(mode, $"Type: Map, {Items}, Processor: {{ StartAt: c, States: [{{ Name: c, Type: Succeed }}] }}"));

    [Fact]
    public void An_express_flow_has_no_distributed_map()
    {
        var diagnostic = Assert.Single(Given.Compiled(Map(Items), ExecutionMode.Express).Diagnostics);

        Assert.Equal(DiagnosticCodes.DistributedInExpress, diagnostic.Code);
        Assert.Equal(new SourcePosition(5, 27), diagnostic.Position);
    }

    [Fact]
    public void Catch_and_next_reach_on_and_nothing_else_does()
    {
        var compiled = Given.Compiled(Given.Definition(Everything + "\n- { Name: lost, Type: Succeed }"));

        var warning = Assert.Single(compiled.Diagnostics);
        Assert.Equal(DiagnosticCodes.Unreachable, warning.Code);
        Assert.Contains("'lost'", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", 1.0)]
    [InlineData("10000", 10_000.0)]
    [InlineData("5.0", 5.0)]
    [InlineData("0", null)]
    [InlineData("10001", null)]
    [InlineData("1.5", null)]
    [InlineData("1e300", null)]
    [InlineData("\"5\"", null)]
    [InlineData("null", null)]
    public void A_computed_integer_is_checked_when_it_is_known(string value, double? expected) => AssertGives(
        Single(Map($"{Items}, MaxItems.$: $Input.v")).MaxItems!.Evaluate(With(value)),
        expected is { } number ? (int)number : null,
        "MaxItems.$: must give an integer, 1 to 10000 (setting limits.mapRunItems), not ");

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("0.25", 0.25)]
    [InlineData("100", 100.0)]
    [InlineData("100.5", null)]
    [InlineData("-1", null)]
    [InlineData("true", null)]
    public void A_computed_percentage_is_checked_when_it_is_known(string value, double? expected) => AssertGives(
        Single(Map($"{Items}, ToleratedFailurePercentage.$: $Input.v")).ToleratedPercentage!.Evaluate(With(value)),
        expected,
        "ToleratedFailurePercentage.$: must give 0 to 100, not ");

    [Fact]
    public void A_field_inside_the_batcher_is_named_with_its_way() => AssertGives(
        Single(Map($"{Items}, ItemBatcher: {{ MaxItemsPerBatch.$: $Input.v }}")).Batching!.MaxItems!.Evaluate(With("0")),
        null,
        "ItemBatcher.MaxItemsPerBatch.$: must give an integer, at least 1, not 0.");

    [Fact]
    public void Its_items_are_built_and_its_results_gathered_as_those_of_an_inline_map()
    {
        var flow = Given.Flow(Map($"{Items}, ItemConstructor: {{ id.$: $Item.id, of.$: $Input.of }}"));
        var map = flow.States[0];

        var begun = flow.Data.Open(
            map, Given.Payload("""{"of":9}"""), new(0, Given.Json("""{"id":1,"x":2}""")), Given.Variables());

        Assert.Equal(Given.Payload("""{"id":1,"of":9}"""), begun.Value.Input);
        Assert.Equal(
            Given.Payload("""{"Items":[{"a":1},{"b":2}]}"""),
            flow.Data.Join(map, [Given.Payload("""{"a":1}"""), Given.Payload("""{"b":2}""")]));
    }

    [Theory]
    [InlineData("ItemReader: { SourceParameters: { Bucket: b, Prefix: p } }", "ItemReader.SourceType is missing.")]
    [InlineData("ItemReader: { SourceType: OSS_CSV }", "ItemReader.SourceParameters is missing.")]
    [InlineData("ItemReader: { SourceType: OSS_CSV, SourceParameters: { ObjectName: o } }", "ItemReader.SourceParameters.Bucket is missing.")]
    [InlineData("ItemReader: { SourceType: OSS_CSV, SourceParameters: { Bucket: b } }", "ItemReader.SourceParameters.ObjectName is missing.")]
    [InlineData("ItemReader: { SourceType: OSS_OBJECTS, SourceParameters: { Bucket: 5 } }", "ItemReader.SourceParameters.Bucket must be a string, not a number.")]
    [InlineData("ItemReader: { SourceType: OSS_OBJECTS, SourceParameters: { Bucket: b, Prefix: 5 } }", "ItemReader.SourceParameters.Prefix must be a string, not a number.")]
    [InlineData("ItemsPath: $Input.x, ResultWriter: { Parameters: { Prefix: p } }", "ResultWriter.Parameters.Bucket is missing.")]
    [InlineData("ItemsPath: $Input.x, ResultWriter: { Parameters: { Bucket: b, Prefix: 5 } }", "ResultWriter.Parameters.Prefix must be a string, not a number.")]
    [InlineData("ItemsPath: $Input.x, ItemBatcher: { MaxItemsPerBatch: 0 }", "ItemBatcher.MaxItemsPerBatch must be at least 1, not 0.")]
    [InlineData("ItemsPath: $Input.x, ItemBatcher: { MaxInputBytesPerBatch: 65537 }", "ItemBatcher.MaxInputBytesPerBatch must be 1 to 65536, not 65537.")]
    [InlineData("ItemsPath: $Input.x, MaxItems: 10001", "MaxItems must be 1 to 10000, not 10001.")]
    [InlineData("ItemsPath: $Input.x, MaxConcurrency: 101", "MaxConcurrency must be 1 to 100, not 101.")]
    [InlineData("ItemsPath: $Input.x, ToleratedFailureCount: -1", "ToleratedFailureCount must be at least 0, not -1.")]
    [InlineData("ItemsPath: $Input.x, ToleratedFailurePercentage: 100.5", "ToleratedFailurePercentage must be 0 to 100, not 100.5.")]
    public void What_a_part_lacks_or_cannot_take_is_told_in_these_words(string fields, string problem) => Assert.Equal(
        $"State 'a': {problem}", Assert.Single(Given.Compiled(Map($"ProcessorConfig: {{ ExecutionMode: Standard }}, {fields}")).Diagnostics).Message);

    private static string Map(string fields) => Given.Definition(
        $"- {{ Name: a, Type: Map, {fields}, End: true, Processor: {{ StartAt: b, States: [{{ Name: b, Type: Succeed }}] }} }}");

    private static string Nested(string mode, string state) => Given.Definition($$"""
        - Name: a
          Type: Map
          ProcessorConfig: { ExecutionMode: {{mode}} }
          ItemsPath: $Input.list
          Processor: { StartAt: b, States: [{ Name: b, {{state}}, End: true }] }
          End: true
        """);

    private static DistributedMapState Single(string definition) =>
        Assert.IsType<DistributedMapState>(Given.Flow(definition).States[0]);

    private static Variables With(string value) => Given.Variables($$"""{"v":{{value}}}""");

    private static void AssertGives<T>(Outcome<T> outcome, T? expected, string problem)
        where T : struct
    {
        Assert.Equal(expected, outcome.Failure is null ? outcome.Value : null);
        Assert.Equal(expected is null, outcome.Failure?.Code == "FnF.InvalidArgument");
        Assert.StartsWith(expected is null ? problem : "", outcome.Failure?.Cause ?? "", StringComparison.Ordinal);
    }

    private static void AssertOnly(string? code, string definition) => Assert.Equal(
        code is null ? [] : [code],
        Given.Compiled(definition).Diagnostics.Select(diagnostic => diagnostic.Code).Distinct());
}
