using System.Text;
using Sluice.Definitions.Expressions;
using Sluice.Definitions.Linting;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Tests;

/// <summary>What most tests begin with.</summary>
internal static class Given
{
    public const string FlowName = "orders";

    public static ExpressionPlace AnyPlace { get; } = new(
        "a test",
        VariableSet.Context | VariableSet.Input | VariableSet.Output | VariableSet.Global | VariableSet.Item);

    public static ExpressionPlace AnyCondition { get; } = AnyPlace with { IsCondition = true };

    public static JsonValue Json(string text) => JsonReading.TryParse(text, out var value, out var problem)
        ? value
        : throw new ArgumentException(problem, nameof(text));

    public static JsonPayload Payload(string json) => JsonPayload.Of(Json(json));

    public static Variables Variables(string input = "{}", Limits? limits = null) => new()
    {
        Execution = new(
            FlowName, "run-1", Payload("""{"started":"with"}"""), "acs:ram::1:role/r", DateTimeOffset.UnixEpoch),
        Limits = limits ?? Limits.Default,
        Work = Work(limits),
        Now = DateTimeOffset.UnixEpoch,
        Draws = new FieldDraws(),
        StepName = "here",
        Input = Payload(input),
    };

    public static StepWork Work(Limits? limits = null) => new(limits ?? Limits.Default, new WorkTotal());

    private sealed class FieldDraws : IDraws
    {
        public SeededEntropy In(string field) => new DrawSeed(() => 7).Of(field);
    }

    public static CompiledFlow Compiled(
        string definition, ExecutionMode mode = ExecutionMode.Standard, Limits? limits = null) =>
        FlowCompiler.Compile(definition, FlowName, mode, limits ?? Limits.Default);

    /// <summary>All that <c>sluice check</c> has to say.</summary>
    public static IEnumerable<Diagnostic> Inspected(
        string definition, ExecutionMode mode = ExecutionMode.Standard, Limits? limits = null, bool forCloud = false) =>
        FlowInspector.Inspect(definition, mode, limits ?? Limits.Default, forCloud: forCloud).Findings.Select(finding => finding.Diagnostic);

    /// <summary>The flow of a definition that must be right.</summary>
    public static Flow Flow(string definition, ExecutionMode mode = ExecutionMode.Standard, Limits? limits = null)
    {
        var compiled = Compiled(definition, mode, limits);
        return compiled.Flow ?? throw new ArgumentException(Diagnostics.Summary(compiled.Diagnostics));
    }

    /// <summary>
    /// A definition of one state, or of more when <paramref name="state"/> goes on with further items.
    /// </summary>
    public static string Definition(string state, string head = "") =>
        new StringBuilder("Type: StateMachine\nSpecVersion: v1\nStartAt: a\n")
            .Append(head)
            .Append("States:\n")
            .AppendLine(Indent(state))
            .ToString();

    private static string Indent(string text) =>
        string.Join('\n', text.Trim('\n').Split('\n').Select(line => "  " + line));
}
