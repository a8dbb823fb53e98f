namespace Sluice.Definitions.Tests.Linting;

/// <summary>
/// Goal: each slip that is accepted gets its warning, at its place, with what was meant. Method: a definition with a
/// mark before the place for each.
/// </summary>
public sealed class LintTests
{
    private const char Mark = '▸';
    private const string Call = "Type: Task, End: true, Action: HTTP:Request";
    private const string Good = "Parameters: { url: u, method: GET }";

    /// <param name="fields">Those of a state 'a' beside a state 'b'.</param>
    [Theory]
    [InlineData(Call + ", " + Good + ", ▸Timout: 3", DiagnosticCodes.MeaninglessField, "Did you mean 'Timeout'?")]
    [InlineData(Call + ", " + Good + ", ▸Parametrs: {}", DiagnosticCodes.MeaninglessField, "Did you mean 'Parameters'?")]
    [InlineData(Call + ", " + Good + ", ▸ResultPath: $.x", DiagnosticCodes.MeaninglessField, "OutputConstructor")]
    [InlineData(Call + ", ▸Parameters.$: $Input, " + Good, DiagnosticCodes.MeaninglessField, "Parameters cannot be computed")]
    [InlineData(Call + ", " + Good + ", Retry: [{ Errors: [E], MaxAttempts: 1, IntervalSeconds: 1, ▸MaxDelaySeconds: 2 }]", DiagnosticCodes.MeaninglessField, "MaxBackoffSeconds")]
    [InlineData(Call + ", " + Good + ", Catch: [{ Errors: [E], Next: b, ▸ResultPath: $ }]", DiagnosticCodes.MeaninglessField, "OutputConstructor")]
    [InlineData("Type: Pass, End: true, ▸Parameters: {}", DiagnosticCodes.MeaninglessField, "Parameters belongs to Task.")]
    [InlineData("Type: Pass, End: true, ▸Retry: []", DiagnosticCodes.MeaninglessField, "Task, Parallel and Map")]
    [InlineData("Type: Pass, End: true, ▸Next: b", DiagnosticCodes.MeaninglessField, "Keep one of them.")]
    [InlineData("Type: Succeed, ▸Next: b", DiagnosticCodes.MeaninglessField, "Next belongs to Task")]
    [InlineData("Type: Choice, Branches: [{ Condition: $Input.x, Next: b, ▸Variable: x }], Default: b", DiagnosticCodes.MeaninglessField, "Condition")]
    [InlineData("Type: Parallel, End: true, Branches: [{ StartAt: c, ▸Startat: c, States: [{ Name: c, Type: Succeed }] }]", DiagnosticCodes.MeaninglessField, "'StartAt'")]
    [InlineData("Type: Map, End: true, ItemsPath: $Input.x, ▸Iterator: {}, Processor: { StartAt: c, States: [{ Name: c, Type: Succeed }] }", DiagnosticCodes.MeaninglessField, "Processor")]
    [InlineData("Type: Map, End: true, ItemsPath: $Input.x, Processor: { StartAt: c, States: [{ Name: c, Type: Succeed, ▸Foo: 1 }] }", DiagnosticCodes.MeaninglessField, "")]
    [InlineData("Type: Map, End: true, ItemsPath: $Input.x, ProcessorConfig: { ExecutionMode: Express, ▸Mode: x }, Processor: { StartAt: c, States: [{ Name: c, Type: Succeed }] }", DiagnosticCodes.MeaninglessField, "")]
    [InlineData(Call + ", Parameters: { ▸ulr: u, method: GET }", DiagnosticCodes.MeaninglessParameter, "Did you mean 'url'?")]
    [InlineData(Call + ", Parameters: { url: u, method: GET, ▸header.$: $Input }", DiagnosticCodes.MeaninglessParameter, "Did you mean 'headers'?")]
    [InlineData(Call + ", Parameters: ▸{ url.$: $Input.u }", DiagnosticCodes.ParameterMissing, "")]
    [InlineData("▸Type: Task, End: true, Action: FNF:StartExecution", DiagnosticCodes.ParameterMissing, "")]
    [InlineData("Type: Task, End: true, Action: ▸HTPP:Request", DiagnosticCodes.ActionNotServed, "Did you mean 'HTTP:Request'?")]
    [InlineData("Type: Task, End: true, Action: ▸ECS:DescribeInstances", DiagnosticCodes.ActionNotServed, "There are HTTP:Request,")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { zip: ▸01067 }", DiagnosticCodes.NumberChanges, "quotes")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { zip: [▸007] }", DiagnosticCodes.NumberChanges, "quotes")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { ▸007: x }", DiagnosticCodes.NumberChanges, "quotes")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { phone: ▸+8613800138000 }", DiagnosticCodes.NumberChanges, "quotes")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { id: ▸20260101000000000123 }", DiagnosticCodes.NumberChanges, "quotes")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { id: ▸9007199254740993 }", DiagnosticCodes.NumberChanges, "quotes")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { pi: ▸3.14159265358979323846 }", DiagnosticCodes.NumberChanges, "quotes")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { tiny: ▸1e-400 }", DiagnosticCodes.NumberChanges, "quotes")]
    [InlineData("Type: Choice, Branches: [{ Condition: ▸true, Next: b }], Default: b", DiagnosticCodes.WayNeverTaken, "")]
    [InlineData("Type: Choice, Branches: [{ Condition: ▸false, Next: b }], Default: b", DiagnosticCodes.WayNeverTaken, "")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { ▸“kind”: x }", DiagnosticCodes.LookAlikeCharacter, "\"")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { kind▸：x: y }", DiagnosticCodes.LookAlikeCharacter, ":")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { kind: x▸\u00a0 }", DiagnosticCodes.LookAlikeCharacter, "plain spaces")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { kind: ▸\u3000x }", DiagnosticCodes.LookAlikeCharacter, "plain spaces")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { list: [a▸：b] }", DiagnosticCodes.LookAlikeCharacter, ":")]
    public void A_state_has_a_slip(string fields, string code, string hint) => AssertWarned(
        Given.Definition(fields[0] == Mark
            ? $"- {Mark}{{ Name: a, {fields[1..]} }}\n- {{ Name: b, Type: Succeed }}"
            : $"- {{ Name: a, {fields} }}\n- {{ Name: b, Type: Succeed }}"),
        code,
        hint);

    [Theory]
    [InlineData("▸steps: []\n", DiagnosticCodes.MeaninglessField, "classic flow")]
    [InlineData("▸Comment: x\n", DiagnosticCodes.MeaninglessField, "Description")]
    [InlineData("▸Timeout.$: $Input.x\n", DiagnosticCodes.MeaninglessField, "cannot be computed")]
    [InlineData("▸Descripton: x\n", DiagnosticCodes.MeaninglessField, "Description")]
    public void A_document_has_a_slip(string head, string code, string hint) =>
        AssertWarned(Given.Definition("- { Name: a, Type: Succeed }", head), code, hint);

    [Theory]
    [InlineData("{ type: task, name: a, action: ▸http:Request }", DiagnosticCodes.ActionNotServed, "'HTTP:Request'")]
    [InlineData("{ type: task, name: a, action: ▸ocr:Recognize }", DiagnosticCodes.ActionNotServed, "")]
    [InlineData("{ type: task, name: a, action: HTTP:Request, serviceParams: { ▸ulr: x, method: GET } }", DiagnosticCodes.MeaninglessParameter, "'url'")]
    [InlineData("{ type: choice, name: a, choices: [{ condition: '$.a▸\u3000== 1' }] }", DiagnosticCodes.LookAlikeCharacter, "plain spaces")]
    [InlineData("{ type: choice, name: a, choices: [{ condition: $.a▸＝＝1 }] }", DiagnosticCodes.LookAlikeCharacter, "plain =")]
    [InlineData("{ type: choice, name: a, choices: [{ condition: ▸true }] }", DiagnosticCodes.WayNeverTaken, "")]
    [InlineData("{ type: pass, name: a, outputMappings: [{ target: zip, source: ▸01067 }] }", DiagnosticCodes.NumberChanges, "")]
    public void A_classic_flow_has_a_slip(string step, string code, string hint) =>
        AssertWarned($"version: v1\ntype: flow\nsteps:\n  - {step}\n", code, hint);

    /// <summary>What looks like a slip to a hasty eye.</summary>
    [Theory]
    [InlineData(Call + ", " + Good + ", Timeout.$: $Input.t, Retry: [{ Errors: [E], MaxAttempts: 1, IntervalSeconds: 1, Description: x }]")]
    [InlineData("Type: Fail, End: true, Code.$: $Input.c, Detail: d")]
    [InlineData("Type: Task, End: true, Action: FNF:StartExecution, Parameters: { resourceArn: r, input.$: $Input }")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { Timout: 1, States: [{ Type: Task }], a: 0, b: 0.5, c: -1.50, d: 1e3, e: 0x1f, f: 9007199254740992, g: '007', h: 100 }")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { text: 库存不足，请稍后：“重试”, 姓名（中）: ID：5, cost: $5：x, like.$: $Input.a == `中，文`, pad: '\u00a0x', price: 10\u00a0000 }")]
    [InlineData("Type: Map, End: true, ItemReader: { SourceType: OSS_CSV, SourceParameters: { Bucket.$: $Input.b, ObjectName: o }, ReaderConfig: { CSVHeaders: [a] } }, ItemBatcher: { MaxItemsPerBatch.$: $Input.n, BatchInput: { x: 1 } }, ResultWriter: { Parameters: { Bucket: b, Prefix: p } }, ProcessorConfig: { ExecutionMode: Express }, MaxItems: 3, Processor: { StartAt: c, States: [{ Name: c, Type: Succeed }] }")]
    public void What_is_right_is_left_alone(string fields) =>
        Assert.Empty(Given.Inspected(Given.Definition($"- {{ Name: a, {fields} }}", "x-any: { Foo: 1 }\nDescription: ' '\n")));

    [Fact]
    public void A_warning_about_what_an_error_has_named_is_left_out() => Assert.Equal(
        [DiagnosticCodes.ChoiceCannotEnd],
        Given.Inspected(Given.Definition(
            "- { Name: a, Type: Choice, Branches: [{ Condition: $Input.x, Next: b }], Default: b, Next: b }\n"
            + "- { Name: b, Type: Succeed }")).Select(found => found.Code));

    [Fact]
    public void A_slip_that_an_alias_repeats_is_told_once() => Assert.Single(Given.Inspected(Given.Definition(
        "- { Name: a, Type: Pass, OutputConstructor: &o { zip: 01067 }, Next: b }\n"
        + "- { Name: b, Type: Pass, OutputConstructor: *o, End: true }")));

    private static void AssertWarned(string definition, string code, string hint)
    {
        var before = definition[..definition.IndexOf(Mark)].Split('\n');
        var place = new SourcePosition(before.Length, before[^1].Length + 1);
        var text = definition.Remove(definition.IndexOf(Mark), 1);

        var found = Given.Inspected(text).ToList();

        var warning = Assert.Single(found, item => item.Code == code && item.Position == place);
        Assert.Equal(DiagnosticSeverity.Warning, warning.Severity);
        Assert.Contains(hint, warning.Hint ?? "", StringComparison.Ordinal);
        Assert.True(Given.Compiled(text).IsValid, "What is warned about is accepted all the same.");
    }
}
