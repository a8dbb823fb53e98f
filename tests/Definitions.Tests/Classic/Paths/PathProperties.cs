using FsCheck;
using FsCheck.Fluent;
using Sluice.Definitions.Classic.Conditions;
using Sluice.Definitions.Classic.Paths;
using Sluice.Model.Json;

namespace Sluice.Definitions.Tests.Classic.Paths;

/// <summary>Paths against a naive evaluator that lists every place of a document.</summary>
public sealed class PathProperties
{
    private static readonly string[] Names = ["a", "b", "c d"];

    private static Gen<Selector> AnySelector { get; } = Gen.OneOf(
        Gen.Elements(Names).Select(Selector (name) => new NameSelector(name)),
        Gen.Choose(-3, 3).Select(Selector (index) => new IndexSelector(index)),
        Gen.Constant<Selector>(new WildcardSelector()),
        from low in Gen.Choose(-3, 3)
        from high in Gen.Choose(-3, 3)
        from open in Gen.Choose(0, 3)
        select (Selector)new SliceSelector((open & 1) == 0 ? low : null, (open & 2) == 0 ? high : null),
        Gen.Elements(Names).Select(Selector (name) => new FilterSelector(
            new ExistsCondition(new PathCondition(new JsonPath([new([new NameSelector(name)], false)]), true)))));

    private static Gen<PathStep> AnyStep { get; } =
        from first in AnySelector
        from second in Gen.Frequency((4, Gen.Constant<Selector?>(null)), (1, AnySelector.Select(s => (Selector?)s)))
        from isDeep in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new PathStep(second is null ? [first] : [first, second], isDeep);

    private static Arbitrary<(JsonPath Path, JsonValue Document)> Cases { get; } =
        (from count in Gen.Choose(0, 3)
         from steps in AnyStep.ListOf(count)
         from document in Document(4)
         select (new JsonPath([.. steps]), document)).ToArbitrary();

    [Fact]
    public void A_path_selects_what_the_naive_evaluator_selects() =>
        Prop.ForAll(Cases, made =>
        {
            var expected = made.Path.Steps.Aggregate(
                new List<JsonValue> { made.Document },
                (values, step) => [.. values.SelectMany(value => Naive(value, step))]);

            var found = made.Path.Find(made.Document, Classic.Work(1 << 24));

            Assert.Equal(made.Path.IsDefinite ? expected.FirstOrDefault() : new JsonArray([.. expected]), found);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_path_reads_back_as_it_is_written() =>
        Prop.ForAll(Cases, made =>
        {
            var text = "$" + string.Concat(made.Path.Steps.Select(Write));

            Assert.Equal(
                made.Path.Find(made.Document, Classic.Work(1 << 24)),
                Classic.Path(text).Find(made.Document, Classic.Work(1 << 24)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_a_path_or_is_refused()
    {
        string[] pieces = [".", "..", "[", "]", "*", "'a'", "a", "0", "-1", ":", ",", "?(", "@", "$", ")", "==", "!", "\\", "'"];
        var texts = Gen.Elements(pieces).ListOf().Select(list => "$" + string.Concat(list)).ToArbitrary();

        Prop.ForAll(texts, text =>
        {
            try
            {
                var scanner = new Definitions.Classic.Scanner(text);
                scanner.Move();
                PathParser.Parse(scanner);
                Assert.InRange(scanner.Offset, 1, text.Length);
            }
            catch (Definitions.Classic.SyntaxProblem problem)
            {
                Assert.InRange(problem.Offset, 0, text.Length);
            }
        }).QuickCheckThrowOnFailure();
    }

    private static Gen<JsonValue> Document(int depth) => depth == 0
        ? Gen.Choose(0, 3).Select(JsonValue (number) => JsonValue.Of(number))
        : Gen.OneOf(
            Gen.Choose(0, 3).Select(JsonValue (number) => JsonValue.Of(number)),
            from count in Gen.Choose(0, 3)
            from items in Document(depth - 1).ListOf(count)
            select (JsonValue)new JsonArray([.. items]),
            from count in Gen.Choose(0, 3)
            from values in Document(depth - 1).ListOf(count)
            select (JsonValue)JsonObject.Of([.. values.Select((v, i) => KeyValuePair.Create(Names[i], v))]));

    /// <summary>The children with their keys, then what each selector says of each of them.</summary>
    private static IEnumerable<JsonValue> Naive(JsonValue value, PathStep step)
    {
        var children = Children(value).ToList();
        var here = step.Selectors.SelectMany(selector => Chosen(selector, children));
        return step.IsDeep ? here.Concat(children.SelectMany(child => Naive(child.Value, step))) : here;
    }

    private static IEnumerable<(object Key, JsonValue Value)> Children(JsonValue value) => value switch
    {
        JsonArray array => array.Items.ToArray().Select((item, i) => ((object)(long)i, item)),
        JsonObject o => o.Members.ToArray().Select(member => ((object)member.Key, member.Value)),
        _ => [],
    };

    private static IEnumerable<JsonValue> Chosen(Selector selector, List<(object Key, JsonValue Value)> children) =>
        children.Where(child => selector switch
        {
            NameSelector name => name.Name.Equals(child.Key),
            IndexSelector index => child.Key is long i && i == Wrapped(index.Index, children.Count),
            SliceSelector slice => child.Key is long i
                && i >= Wrapped(slice.From ?? 0, children.Count)
                && i < Wrapped(slice.To ?? children.Count, children.Count),
            FilterSelector filter => child.Value is JsonObject o
                && ((NameSelector)((ExistsCondition)filter.Condition).Path.Path.Steps[0].Selectors[0]).Name is var name
                && o.TryGet(name, out _),
            _ => true,
        }).Select(child => child.Value);

    private static long Wrapped(long index, int count) => index < 0 ? index + count : index;

    private static string Write(PathStep step) => $"{(step.IsDeep ? ".." : "")}[{string.Join(", ", step.Selectors.Select(Write))}]";

    private static string Write(Selector selector) => selector switch
    {
        NameSelector name => $"'{name.Name}'",
        FilterSelector { Condition: ExistsCondition exists } => $"?(@{string.Concat(exists.Path.Path.Steps.Select(Write))})",
        _ => selector.ToString(),
    };
}
