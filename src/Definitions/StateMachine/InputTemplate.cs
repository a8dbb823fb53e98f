using Sluice.Definitions.Expressions;
using Sluice.Definitions.StateMachine.Constructors;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.StateMachine;

/// <summary>What an execution's input is made of something that has happened: data with expressions over <c>$Input</c> in it.</summary>
/// <remarks>As the language's constructors are: keys that end in <c>.$</c> hold expressions. Source: definition language, section 3.3.</remarks>
public sealed class InputTemplate
{
    private const string Field = "input";

    private static readonly ExpressionPlace Place = new(Field, VariableSet.Input);

    private readonly Computed<JsonPayload> _template;

    private InputTemplate(Computed<JsonPayload> template, string json) => (_template, Json) = (template, json);

    /// <summary>The same as JSON.</summary>
    public string Json { get; }

    /// <param name="owner">Whose it is, for sentences, such as <c>Rule 'paid'</c>.</param>
    /// <param name="text">A mapping, in JSON or YAML.</param>
    /// <param name="problems">In the order of the text, each with line and column in it; warnings, too.</param>
    /// <returns>Null when it is refused.</returns>
    public static InputTemplate? Read(string owner, string text, Limits limits, out IReadOnlyList<Diagnostic> problems)
    {
        var bag = new DiagnosticBag();
        var node = YamlReader.Read(text, limits, bag);
        var template = node is null ? null : Read(owner, node, limits, bag);
        problems = bag.InOrder();
        return template is null || bag.HasErrors ? null : new(template, node!.ToJson().ToString());
    }

    /// <summary>The input, or the failure that stands in its place.</summary>
    /// <param name="happened">What <c>$Input</c> is.</param>
    /// <param name="seed">What <c>uuid()</c> and <c>randomInt()</c> draw from: the same seed makes the same input.</param>
    public Outcome<JsonPayload> Build(JsonPayload happened, DateTimeOffset now, UInt128 seed, Limits limits) =>
        _template.Evaluate(new Variables
        {
            Execution = new ExecutionFacts("", "", happened, "", now),
            Limits = limits,
            Work = new StepWork(limits, new WorkTotal()),
            Now = now,
            Draws = new Draws(new DrawSeed(() => seed)),
            Input = happened,
        });

    private static Computed<JsonPayload>? Read(string owner, SyntaxNode node, Limits limits, DiagnosticBag bag)
    {
        var root = new MappingNode([new MappingEntry(Field, node.Position, node)], node.Position);
        return TemplateReader.Read(new Fields(root, owner, path: null, bag), Field, Place, limits);
    }

    private sealed class Draws(DrawSeed seed) : IDraws
    {
        public SeededEntropy In(string field) => seed.Of(field);
    }
}
