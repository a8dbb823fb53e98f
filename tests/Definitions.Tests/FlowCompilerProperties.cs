using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Sluice.Definitions.Tests;

public sealed class FlowCompilerProperties
{
    private const string Sound = """
        Type: StateMachine
        SpecVersion: v1
        Name: orders
        StartAt: size
        States:
          - Name: size
            Type: Choice
            Branches:
              - Condition: $Input.kind == "file" && !($Input.bytes in [1, 2])
                Next: charge
            Default: nap
          - { Name: nap, Type: Wait, Seconds.$: $Input.n ?? 5, Next: charge }
          - Name: charge
            Type: Task
            Action: HTTP:Request
            Parameters: &p { url: "https://bank.example/", body.$: { a: $Input.x, b: [1, 2] } }
            Retry: [{ Errors: [HTTP.503], MaxAttempts: 4, IntervalSeconds: 2 }]
            Catch: [{ Errors: [FnF.ALL], OutputConstructor: *p, Next: done }]
            OutputConstructor:
              total.$: >-
                format("{}: {}", $Output.a, length($Input.list))
            GlobalConstructor: { seen: true }
            End: true
          - { Name: done, Type: Fail, Code: Mine, Detail.$: $Context.Current.Name }
        """;

    private static readonly string[] Pieces =
    [
        "[", "]", "{", "}", "- ", "? ", ": ", ", ", "&a ", "*a", "*p", "!!int ", "!x ", "\"", "'", "|\n", ">-\n",
        "\n", "\r\n", "\t", "  ", " #", "---\n", "...\n", "%YAML 1.2\n", "\0", "\u0085", "\u2028", "\ufeff",
        "😀", ".$: ", "$Output", "(", "1e999", ".inf", "~", "<<: ", "`", "@", "Next: size", "End: true", "Type: Map", "States:",
    ];

    [Fact]
    public void The_definition_that_is_broken_below_is_sound() => Assert.True(Given.Compiled(Sound).IsValid);

    [Fact]
    public void A_broken_definition_is_refused_with_places_in_the_text_and_never_throws() =>
        Prop.ForAll(Broken, definition =>
        {
            var compiled = Given.Compiled(definition);

            var lines = 1 + definition.Count(c => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029');
            var errors = compiled.Diagnostics.Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            Assert.Equal(compiled.IsValid, errors == 0);
            Assert.All(compiled.Diagnostics, diagnostic =>
            {
                // The end of the text may count as a line of its own.
                Assert.InRange(diagnostic.Position.Line, 1, lines + 1);
                Assert.InRange(diagnostic.Position.Column, 1, definition.Length + 2);
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_500));

    [Fact]
    public void Any_text_at_all_ends_in_diagnostics() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            Assert.NotEmpty(Given.Compiled(Encoding.Latin1.GetString(bytes)).Diagnostics);
            Assert.NotEmpty(Given.Compiled(Encoding.UTF8.GetString(bytes)).Diagnostics);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    internal static Arbitrary<string> Broken { get; } = Gen.Sized(size => Mutated(1 + (size / 20))).ToArbitrary();

    private static Gen<string> Mutated(int times) => times == 0
        ? Gen.Constant(Sound)
        : from text in Mutated(times - 1)
          from place in Gen.Choose(0, text.Length)
          from count in Gen.Choose(0, Math.Min(12, text.Length - place))
          from piece in Gen.Elements(Pieces)
          from repeat in Gen.Frequency((4, Gen.Constant(1)), (4, Gen.Constant(0)), (1, Gen.Constant(400)))
          select text.Remove(place, count).Insert(place, string.Concat(Enumerable.Repeat(piece, repeat)));
}
