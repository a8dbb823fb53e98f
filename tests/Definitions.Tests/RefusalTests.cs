using Sluice.Model;

namespace Sluice.Definitions.Tests;

/// <summary>
/// Goal: each rule that must refuse a definition does so, and says where. Method: one or more broken definitions for
/// each rule, with a mark before the place that an error must name.
/// </summary>
public sealed class RefusalTests
{
    private const char Mark = '▸';
    private const string B = "Processor: { StartAt: b, States: [{ Name: b, Type: Succeed }] }";
    private const string Http = "Type: Task, End: true, Action: HTTP:Request";
    private const string Way = "{ Condition: $Input.x, Next: b }";

    /// <remarks>Source: definition language, section 9; the numbers are those of its rules.</remarks>
    [Theory]
    [InlineData(1, "StartAt: [▸}", "", DiagnosticCodes.NotYaml)]
    [InlineData(1, "▸- Type: StateMachine", "", DiagnosticCodes.RootNotMapping)]
    [InlineData(1, "Type: ▸Statemachine\nSpecVersion: v1", "", DiagnosticCodes.UnknownLanguage)]
    [InlineData(1, "Type: StateMachine\nSpecVersion: ▸v2", "", DiagnosticCodes.UnknownSpecVersion)]
    [InlineData(2, "▸Type: StateMachine\nSpecVersion: v1", "States: []", DiagnosticCodes.FieldMissing)]
    [InlineData(2, "Type: StateMachine\nSpecVersion: v1\nStartAt: ▸5", "", DiagnosticCodes.WrongType)]
    [InlineData(2, "Type: StateMachine\nSpecVersion: v1\nStartAt: a", "States: ▸[]", DiagnosticCodes.WrongCount)]
    [InlineData(2, "Type: StateMachine\nSpecVersion: v1\nStartAt: a", "States: ▸none", DiagnosticCodes.WrongType)]
    [InlineData(13, "Type: StateMachine\nSpecVersion: v1\nTimeout: ▸0", "", DiagnosticCodes.OutOfRange)]
    [InlineData(13, "Type: StateMachine\nSpecVersion: v1\nTimeout: ▸31536001", "", DiagnosticCodes.OutOfRange)]
    public void A_state_machine_breaks_a_rule(int rule, string head, string rest, string code) =>
        AssertRefused(rule, $"{head}\n{rest}\n", code);

    /// <param name="fields">Those of a state 'a' beside a state 'b'; a mark at the beginning means 'a' itself.</param>
    /// <param name="field">What the message must name, beside the state.</param>
    [Theory]
    [InlineData(2, "Type: Parallel, End: true, Branches: [▸{ StartAt: c }]", DiagnosticCodes.FieldMissing, "Branches[0].States")]
    [InlineData(3, "▸Next: b", DiagnosticCodes.FieldMissing, "Type")]
    [InlineData(3, "Type: ▸Step, Next: b", DiagnosticCodes.UnknownStateType, "Type")]
    [InlineData(4, "Type: Pass, Next: ▸c", DiagnosticCodes.UnknownTarget, "Next")]
    [InlineData(4, "Type: Task, Action: X:Y, End: true, Catch: [{ Errors: [E], Next: ▸c }]", DiagnosticCodes.UnknownTarget, "Catch[0].Next")]
    [InlineData(5, "▸Type: Pass", DiagnosticCodes.NoWayOn, "Next")]
    [InlineData(5, "Type: Choice, Branches: [" + Way + "], Default: b, ▸End: true", DiagnosticCodes.ChoiceCannotEnd, "End")]
    [InlineData(6, "▸Type: Choice, Default: b", DiagnosticCodes.FieldMissing, "Branches")]
    [InlineData(6, "▸Type: Choice, Branches: [" + Way + "]", DiagnosticCodes.FieldMissing, "Default")]
    [InlineData(6, "Type: Choice, Branches: [▸{ Next: b }], Default: b", DiagnosticCodes.FieldMissing, "Branches[0].Condition")]
    [InlineData(6, "Type: Choice, Branches: [▸{ Condition: true }], Default: b", DiagnosticCodes.FieldMissing, "Branches[0].Next")]
    [InlineData(7, "▸Type: Wait, End: true", DiagnosticCodes.FieldMissing, "Seconds")]
    [InlineData(7, "Type: Wait, End: true, Seconds: ▸301", DiagnosticCodes.OutOfRange, "1 to 300")]
    [InlineData(8, "▸Type: Parallel, End: true", DiagnosticCodes.FieldMissing, "Branches")]
    [InlineData(8, "▸Type: Map, End: true, " + B, DiagnosticCodes.FieldMissing, "ItemsPath")]
    [InlineData(8, "▸Type: Map, End: true, ItemsPath: $Input.x", DiagnosticCodes.FieldMissing, "Processor")]
    [InlineData(8, "Type: Map, End: true, ItemsPath: $Input.x, MaxConcuccency: ▸0, " + B, DiagnosticCodes.OutOfRange, "MaxConcuccency")]
    [InlineData(8, "Type: Map, End: true, ItemsPath: $Input.x, MaxConcuccency: ▸41, " + B, DiagnosticCodes.OutOfRange, "1 to 40")]
    [InlineData(9, "▸Type: Task, End: true", DiagnosticCodes.FieldMissing, "Action")]
    [InlineData(9, "Type: Task, End: true, Action: ▸Request", DiagnosticCodes.BadAction, "Action")]
    [InlineData(9, Http + ", TaskMode: ▸Later", DiagnosticCodes.UnknownTaskMode, "TaskMode")]
    [InlineData(9, Http + ", TaskMode: ▸WaitForSystemCallback", DiagnosticCodes.ModeNotOfAction, "TaskMode")]
    [InlineData(9, Http + ", Timeout: ▸604801", DiagnosticCodes.OutOfRange, "0 to 604800")]
    [InlineData(10, Http + ", Retry: ▸3", DiagnosticCodes.WrongType, "Retry")]
    [InlineData(10, Http + ", Retry: [▸{ MaxAttempts: 1, IntervalSeconds: 1 }]", DiagnosticCodes.FieldMissing, "Retry[0].Errors")]
    [InlineData(10, Http + ", Retry: [▸{ Errors: [E], IntervalSeconds: 1 }]", DiagnosticCodes.FieldMissing, "Retry[0].MaxAttempts")]
    [InlineData(10, Http + ", Retry: [▸{ Errors: [E], MaxAttempts: 1 }]", DiagnosticCodes.FieldMissing, "Retry[0].IntervalSeconds")]
    [InlineData(10, Http + ", Retry: [{ Errors: [E], MaxAttempts: 1, IntervalSeconds: ▸86401 }]", DiagnosticCodes.OutOfRange, "86400")]
    [InlineData(10, Http + ", Catch: [▸{ Next: b }]", DiagnosticCodes.FieldMissing, "Catch[0].Errors")]
    [InlineData(10, Http + ", Catch: [▸{ Errors: [E] }]", DiagnosticCodes.FieldMissing, "Catch[0].Next")]
    [InlineData(11, "Type: Pass, End: true, OutputConstructor: { x.$: 1 + ▸+ }", DiagnosticCodes.ExpressionSyntax, "OutputConstructor")]
    [InlineData(11, "Type: Pass, End: true, OutputConstructor: { x.$: ▸shout($Input.a) }", DiagnosticCodes.UnknownFunction, "shout")]
    [InlineData(11, "Type: Pass, End: true, OutputConstructor: { x.$: ▸$Inputs.a }", DiagnosticCodes.UnknownVariable, "$Inputs")]
    [InlineData(11, "Type: Pass, End: true, InputConstructor: { x.$: ▸$Output.a }", DiagnosticCodes.VariableNotHere, "$Output")]
    [InlineData(11, "Type: Choice, Branches: [{ Condition: 1 < ▸$Item, Next: b }], Default: b", DiagnosticCodes.VariableNotHere, "$Item")]
    [InlineData(12, "Type: Pass, End: true, OutputConstructor: ▸[]", DiagnosticCodes.WrongType, "OutputConstructor")]
    [InlineData(12, "Type: Pass, End: true, OutputConstructor: { x: 1, ▸x.$: $Input }", DiagnosticCodes.GivenTwice, "x")]
    public void A_state_breaks_a_rule(int rule, string fields, string code, string field)
    {
        var state = fields[0] == Mark ? $"{Mark}{{ Name: a, {fields[1..]} }}" : $"{{ Name: a, {fields} }}";

        var error = AssertRefused(rule, Given.Definition($"- {state}\n- {{ Name: b, Type: Succeed }}"), code);

        Assert.StartsWith("State 'a'", error.Message, StringComparison.Ordinal);
        Assert.Contains(field, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_too_large_or_too_deep_is_refused()
    {
        var branches = string.Join(
            ", ", Enumerable.Range(0, 51).Select(_ => "{ StartAt: c, States: [{ Name: c, Type: Succeed }] }"));
        var calls = string.Concat(Enumerable.Repeat("length(", 11)) + "$Input" + new string(')', 11);

        AssertRefused(
            8,
            Given.Definition($"- {{ Name: a, Type: Parallel, End: true, Branches: {Mark}[{branches}] }}"),
            DiagnosticCodes.WrongCount);
        Assert.Contains(
            Given.Compiled(Given.Definition($"- {{ Name: a, Type: Pass, End: true, OutputConstructor: {{ x.$: '{calls}' }} }}")).Diagnostics,
            diagnostic => diagnostic.Code == DiagnosticCodes.CallsTooDeep);
        AssertRefused(14, $"{Mark}#{new string('x', Limits.Default.RequestBytes)}", DiagnosticCodes.TooLarge);
    }

    /// <remarks>Source: classic language, section 8, and the sections that it names.</remarks>
    [Theory]
    [InlineData("version: ▸v2\ntype: flow\nsteps: [{ type: pass, name: a }]", DiagnosticCodes.UnknownVersion, "v1")]
    [InlineData("▸type: flow\nsteps: [{ type: pass, name: a }]", DiagnosticCodes.FieldMissing, "version")]
    [InlineData("▸version: v1\ntype: flow", DiagnosticCodes.FieldMissing, "steps")]
    [InlineData("version: v1\ntype: flow\nsteps: ▸{}", DiagnosticCodes.WrongType, "a list of steps")]
    [InlineData("version: v1\ntype: flow\ntimeoutSeconds: ▸31536001\nsteps: [{ type: pass, name: a }]", DiagnosticCodes.OutOfRange, "31536000")]
    [InlineData("version: v1\ntype: flow\n▸timeout: 5\nsteps: [{ type: pass, name: a }]", DiagnosticCodes.UnknownKey, "timeoutSeconds")]
    [InlineData("version: v1\ntype: flow\nsteps: [▸{ type: pass }]", DiagnosticCodes.FieldMissing, "name")]
    [InlineData("version: v1\ntype: flow\nsteps: [▸{ name: a }]", DiagnosticCodes.FieldMissing, "type")]
    [InlineData("version: v1\ntype: flow\nsteps: [{ type: pass, name: a }, { type: pass, name: ▸a }]", DiagnosticCodes.DuplicateStep, "'a'")]
    [InlineData("version: v1\ntype: flow\nsteps: [{ type: pass, name: a, ▸next: b }]", DiagnosticCodes.UnknownKey, "'next'")]
    [InlineData("version: v1\ntype: flow\nsteps: [{ type: succeed, name: a, ▸end: true }]", DiagnosticCodes.UnknownKey, "'end'")]
    [InlineData("version: v1\ntype: flow\nsteps: [{ type: wait, name: a, duration: ▸172801 }]", DiagnosticCodes.OutOfRange, "172800")]
    [InlineData("version: v1\ntype: flow\nsteps: [▸{ type: parallel, name: a }]", DiagnosticCodes.FieldMissing, "branches")]
    [InlineData("version: v1\ntype: flow\nsteps: [{ type: choice, name: a, choices: [{ condition: true, goto: ▸b }] }]", DiagnosticCodes.UnknownGoto, "'b'")]
    public void A_classic_flow_breaks_a_rule(string definition, string code, string word) =>
        Assert.Contains(word, AssertRefused(8, definition, code).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("version: v1\ntype: flow\nname: other\nsteps: [{ type: pass, name: a }]")]
    [InlineData("""{"version":"v1","type":"flow","steps":[{"type":"pass","name":"a"}]}""")]
    [InlineData("version: v1\ntype: flow\ntimeoutSeconds: 31536000\nsteps: [{ type: choice, name: a, choices: [{ condition: true }] }]")]
    public void A_classic_flow_that_breaks_none_is_taken(string definition) =>
        Assert.Empty(Given.Compiled(definition).Diagnostics);

    private static Diagnostic AssertRefused(int rule, string definition, string code)
    {
        var before = definition[..definition.IndexOf(Mark)].Split('\n');
        var place = new SourcePosition(before.Length, before[^1].Length + 1);

        var compiled = Given.Compiled(definition.Remove(definition.IndexOf(Mark), 1));

        Assert.Null(compiled.Flow);
        var found = compiled.Diagnostics.FirstOrDefault(item => item.Code == code && item.Position == place);
        Assert.True(found is not null, $"rule {rule}, {place}: {string.Join('\n', compiled.Diagnostics)}");
        Assert.Equal(DiagnosticSeverity.Error, found.Severity);
        return found;
    }
}
