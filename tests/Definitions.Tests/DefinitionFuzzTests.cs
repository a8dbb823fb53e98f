using System.Globalization;
using System.Text;
using Sluice.Definitions.Linting;
using Sluice.Definitions.Outlines;
using Sluice.Model;

namespace Sluice.Definitions.Tests;

/// <summary>
/// Goal: no definition breaks the compiler, or whoever looks at what it has made. Method: definitions of both languages that say
/// much, with pieces of themselves and of each other cut out, put in, repeated and exchanged. <c>SLUICE_FUZZ_CASES</c> asks for
/// more of them, <c>SLUICE_FUZZ_SEED</c> for others.
/// </summary>
public sealed class DefinitionFuzzTests
{
    private const int LongestPiece = 60;

    private static readonly int Cases = Number("SLUICE_FUZZ_CASES", 400);
    private static readonly int FirstSeed = Number("SLUICE_FUZZ_SEED", 1);

    private static readonly string[] Whole =
    [
        .. Directory.GetFiles(Repository.PathOf("tests", "Definitions.Tests", "Golden"), "*.yaml")
            .Order(StringComparer.Ordinal).Select(File.ReadAllText),
    ];

    private static readonly string[] Words =
    [
        "\n", "  ", "- ", ": ", "{", "}", "[", "]", "\"", "'", "|", "&a ", "*a", "<<: *a", "~", "0", "-1", "1e400", "99999999999",
        "true", "$", "$.", "$Input", "$Output", "$Context", "$Global", ".$", "[*]", "[0:1]", "@", "(", ")", "uuid()", "format(\"{}\", ",
        " && ", " in [", "Type: Map", "Type: Choice", "type: foreach", "Next: ", "End: true", "Retry: [", "Catch: [", "😀", "\0", "\u2028",
    ];

    [Fact]
    public void A_mutated_definition_is_compiled_or_refused_and_all_that_look_at_it_do_too()
    {
        for (var seed = FirstSeed; seed < FirstSeed + Cases; seed++)
        {
            var definition = Mutated(new Random(seed));
            try
            {
                LookAt(definition);
            }
            catch (Exception e)
            {
                Assert.Fail($"SLUICE_FUZZ_SEED={seed} SLUICE_FUZZ_CASES=1\n{e}\n{definition}");
            }
        }
    }

    private static void LookAt(string definition)
    {
        foreach (var mode in new[] { ExecutionMode.Standard, ExecutionMode.Express })
        {
            var compiled = FlowCompiler.Compile(definition, flowName: null, mode, Limits.Default);
            Assert.Equal(compiled.IsValid, compiled.Diagnostics.All(item => item.Severity != DiagnosticSeverity.Error));
            FlowInspector.Inspect(definition, mode, Limits.Default);
            Assert.Equal(compiled.IsValid, FlowOutliner.Find(definition, mode, Limits.Default) is not null);
        }
    }

    private static string Mutated(Random dice)
    {
        var text = new StringBuilder(Whole[dice.Next(Whole.Length)]);
        for (var change = 1 + dice.Next(6); change > 0 && text.Length > 0; change--)
        {
            var (at, length) = Piece(dice, text.Length);
            switch (dice.Next(5))
            {
                case 0:
                    text.Remove(at, length);
                    break;
                case 1:
                    text.Insert(at, Words[dice.Next(Words.Length)]);
                    break;
                case 2:
                    text.Insert(at, text.ToString(at, length));
                    break;
                case 3:
                    var other = Whole[dice.Next(Whole.Length)];
                    var (from, count) = Piece(dice, other.Length);
                    text.Remove(at, length).Insert(at, other.AsSpan(from, count));
                    break;
                default:
                    text[at] = (char)dice.Next(1, 0x2FF);
                    break;
            }
        }

        return text.ToString();
    }

    private static (int At, int Length) Piece(Random dice, int length)
    {
        var at = dice.Next(length);
        return (at, dice.Next(1, Math.Min(LongestPiece, length - at) + 1));
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
