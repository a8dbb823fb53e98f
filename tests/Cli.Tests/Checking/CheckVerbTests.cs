using System.Text;
using System.Text.Json;
using Sluice.Cli.Checking;
using Sluice.Cli.Tests.Verbs;
using Sluice.Server.Starting;

namespace Sluice.Cli.Tests.Checking;

/// <summary><c>sluice check</c>.</summary>
public sealed class CheckVerbTests : IDisposable
{
    private const string Good = """
        Type: StateMachine
        Name: whatever
        SpecVersion: v1
        StartAt: a
        States:
          - Name: a
            Type: Pass
            End: true

        """;

    private const string Unreachable = """
          - Name: b
            Type: Pass
            End: true

        """;

    private static readonly string Bad = Good.Replace("Pass", "Pas", StringComparison.Ordinal);

    private readonly string _folder = Directory.CreateTempSubdirectory("check").FullName;

    private string Flow => Path.Combine(_folder, "flow.yaml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_good_definition_is_said_to_be_valid() => Assert.Equal((0, $"{Flow}: valid\n"), Check(Good));

    [Fact]
    public void Warnings_are_shown_and_do_not_fail_unless_they_shall()
    {
        var (code, output) = Check(Good + Unreachable);

        Assert.Equal(0, code);
        Assert.Equal(
            $"""
            {Flow}:9:5: warning SL4001: State 'b': no transition leads here.
              9 |   - Name: b
                |     ^^^^
            {Flow}: valid, 1 warning (read as a state machine, since line 1 says 'Type: StateMachine')

            """,
            output);
        Assert.Equal(1, Check(Good + Unreachable, "--strict").Code);
        Assert.Equal(0, Check(Good, "--strict").Code);
    }

    [Fact]
    public void Errors_are_shown_with_place_code_line_and_hint_and_fail()
    {
        var (code, output) = Check(Bad);

        Assert.Equal(1, code);
        Assert.Equal(
            $"""
            {Flow}:7:11: error SL2011: State 'a': Type: there is no state type 'Pas'.
              7 |     Type: Pas
                |           ^^^ Did you mean 'Pass'?
            {Flow}: 1 error (read as a state machine, since line 1 says 'Type: StateMachine')

            """,
            output);
    }

    [Fact]
    public void What_only_one_mode_allows_is_checked_in_that_mode()
    {
        var definition = Good.Replace("Type: Pass", "Type: Wait\n    Seconds: 100", StringComparison.Ordinal);

        Assert.Equal(0, Check(definition).Code);
        Assert.Equal(0, Check(definition, "--mode", "Standard").Code);
        Assert.Equal(1, Check(definition, "--mode=express").Code);
    }

    [Fact]
    public void A_directory_is_searched_and_what_is_no_definition_is_named()
    {
        Write("b.yml", Good);
        Write("a.yaml", Bad);
        Write("sub/c.fdl", "version: v1\ntype: flow\nsteps: [{ type: pass, name: a }]\n");
        Write("sub/package.json", """{ "name": "x" }""");
        Write("sub/empty.yaml", "");
        Write("sub/readme.md", "Type: StateMachine");
        Write(".git/d.yaml", Bad);
        Write("node_modules/e.yaml", Bad);

        var (code, output) = Run(_folder);

        Assert.Equal(1, code);
        Assert.Equal(
            $"""
            {Path.Combine(_folder, "b.yml")}: valid
            {Path.Combine(_folder, "sub/c.fdl")}: valid
            {Path.Combine(_folder, "sub/empty.yaml")}: skipped: it is empty
            {Path.Combine(_folder, "sub/package.json")}: skipped: it is no flow definition: neither 'Type: StateMachine' nor 'type: flow' is there
            5 files: 2 valid, 1 with errors, 2 skipped; 1 error, 0 warnings

            """,
            output[output.IndexOf($"{Path.Combine(_folder, "b.yml")}", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void A_file_that_is_named_is_checked_whatever_it_is()
    {
        Write("values.txt", "a: 1\n");

        var (code, output) = Run(Path.Combine(_folder, "values.txt"));

        Assert.Equal(1, code);
        Assert.Contains("error SL2002", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_standard_input_is_checked_too()
    {
        Assert.Equal((0, "stdin: valid\n"), Run(Good, "-"));
        Assert.Equal(1, Run(Bad, "-").Code);
        Assert.Contains("stdin:1:1: error SL1004", Run("", "-").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_told_where_they_are()
    {
        File.WriteAllBytes(Flow, [.. "Type: StateMachine\nName: "u8, 0xd6, 0xd0, (byte)'\n']);

        var (code, output) = Run(Flow);

        Assert.Equal(1, code);
        Assert.Equal(
            $"""
            {Flow}:2:7: error SL1014: The file is not UTF-8: the byte 0xD6 at offset 25 begins no character.
              2 | Name: ��
                |       ^ It may have been saved as GBK or Latin-1; save it as UTF-8.
            {Flow}: 1 error (the text cannot be read)

            """,
            output);
    }

    [Fact]
    public void What_is_too_large_for_the_server_is_so_here()
    {
        Write("flow.yaml", Good + new string('#', 20_000));
        using var output = new StringWriter { NewLine = "\n" };

        var code = CheckVerb.Run([Flow], SomeSurroundings.Of(output, "", ("SLUICE_LIMITS_REQUEST_BYTES", "16384")));

        Assert.Equal(1, code);
        Assert.Contains($"has {Good.Length + 20_000} bytes; at most 16384", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_get_an_array_with_an_object_for_each_file()
    {
        Write("a.yaml", Bad + Unreachable);
        Write("values.yaml", "x: 1");

        var (code, output) = Run(_folder, "--json");

        using var json = JsonDocument.Parse(output);
        var (file, other) = (json.RootElement[0], json.RootElement[1]);
        Assert.Equal(1, code);
        Assert.Equal(2, json.RootElement.GetArrayLength());
        Assert.Equal(Path.Combine(_folder, "a.yaml"), file.GetProperty("file").GetString());
        Assert.Equal("invalid", file.GetProperty("status").GetString());
        Assert.Equal("StateMachine", file.GetProperty("language").GetString());
        Assert.Equal("line 1 says 'Type: StateMachine'", file.GetProperty("reason").GetString());
        Assert.Equal(1, file.GetProperty("errors").GetInt32());
        Assert.Equal(
            """{"code":"SL2011","severity":"error","line":7,"column":11,"state":"a","path":"States[0].Type","message":"State 'a': Type: there is no state type 'Pas'.","hint":"Did you mean 'Pass'?","page":"docs/errors/SL2011.md"}""",
            Compact(Assert.Single(file.GetProperty("diagnostics").EnumerateArray())));
        Assert.Equal("skipped", other.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, other.GetProperty("language").ValueKind);
        Assert.Empty(other.GetProperty("diagnostics").EnumerateArray());
    }

    [Fact]
    public void Help_shows_an_example_that_works_when_pasted()
    {
        var (code, output) = Run("--help");

        Assert.Equal(0, code);
        Assert.EndsWith($"Example:\n  {new CheckVerb().Example}\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "check: it needs a file, a directory, or - for the standard input; use: sluice check FILE|DIRECTORY|- …")]
    [InlineData("a --loud", "check: '--loud' is not understood")]
    [InlineData("a --json=1", "check: '--json=1' is not understood")]
    [InlineData("a --mode", "check: '--mode' is not understood")]
    [InlineData("a --target cloud", "check: --target 'cloud' is not cloudflow or sluice.")]
    [InlineData("a --mode quick", "check: --mode 'quick' is not Standard or Express.")]
    [InlineData("/nowhere/at-all", "check: '/nowhere/at-all' cannot be read: ")]
    [InlineData("-- --json", "check: '--json' cannot be read: ")]
    public void Mistakes_are_told_with_what_would_be_right(string line, string expected)
    {
        var arguments = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var mistake = Assert.Throws<StartException>(
            () => CheckVerb.Run(arguments, SomeSurroundings.Of(TextWriter.Null)));

        Assert.StartsWith(expected, mistake.Message, StringComparison.Ordinal);
        Assert.Equal(2, mistake.ExitCode);
    }

    [Fact]
    public void A_directory_without_any_definition_is_a_mistake()
    {
        Write("values.yaml", "x: 1");

        var mistake = Assert.Throws<StartException>(() => Run(_folder));

        Assert.Equal($"check: there is no flow definition in {_folder}.", mistake.Message);
        Assert.Equal(2, mistake.ExitCode);
    }

    private static string Compact(JsonElement element)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(
            bytes, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            element.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private (int Code, string Output) Check(string definition, params string[] options)
    {
        File.WriteAllText(Flow, definition);
        return Run([Flow, .. options], "");
    }

    private static (int Code, string Output) Run(string path) => Run([path], "");

    private static (int Code, string Output) Run(string inputOrPath, string argument) => argument == "-"
        ? Run(["-"], inputOrPath)
        : Run([inputOrPath, argument], "");

    private static (int Code, string Output) Run(string[] arguments, string input)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var code = CheckVerb.Run(arguments, SomeSurroundings.Of(output, input));
        return (code, output.ToString());
    }
}
