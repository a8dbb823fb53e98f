using System.Text;
using Sluice.Definitions;
using Sluice.Model;
using Sluice.Server.Hosting;

namespace Sluice.Server.Checking;

/// <summary><c>sluice check FILE</c>: everything there is to say about a definition, warnings
/// included.</summary>
internal static class DefinitionCheck
{
    private const string Usage = "use: sluice check FILE [--mode Standard|Express]";

    /// <param name="arguments">Those behind <c>check</c>.</param>
    /// <returns>1 when the definition has errors, else 0.</returns>
    /// <exception cref="StartException">The arguments are wrong, or the file cannot be read.</exception>
    public static int Run(IReadOnlyList<string> arguments, Limits limits, TextWriter output)
    {
        var (path, mode) = Read(arguments);
        var checkedFlow = FlowCompiler.Compile(ReadText(path), flowName: null, mode, limits);
        foreach (var diagnostic in checkedFlow.Diagnostics)
        {
            output.WriteLine(Line(path, diagnostic));
        }

        return checkedFlow.IsValid ? 0 : 1;
    }

    private static string Line(string path, Diagnostic diagnostic)
    {
        var (line, column) = diagnostic.Position;
        var severity = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        var hint = diagnostic.Hint is null ? "" : $" ({diagnostic.Hint})";
        return $"{path}:{line}:{column}: {severity} {diagnostic.Code}: {diagnostic.Message}{hint}";
    }

    private static (string Path, ExecutionMode Mode) Read(IReadOnlyList<string> arguments)
    {
        string? path = null;
        var mode = ExecutionMode.Standard;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--mode" && i + 1 < arguments.Count)
            {
                mode = Mode(arguments[++i]);
            }
            else if (arguments[i].StartsWith("--mode=", StringComparison.Ordinal))
            {
                mode = Mode(arguments[i]["--mode=".Length..]);
            }
            else if (path is null && !arguments[i].StartsWith('-'))
            {
                path = arguments[i];
            }
            else
            {
                throw Wrong($"check: '{arguments[i]}' is not understood; {Usage}.");
            }
        }

        return path is null ? throw Wrong($"check: it needs a file; {Usage}.") : (path, mode);
    }

    private static ExecutionMode Mode(string text) => text.ToLowerInvariant() switch
    {
        "standard" => ExecutionMode.Standard,
        "express" => ExecutionMode.Express,
        _ => throw Wrong($"check: --mode '{text}' is not Standard or Express."),
    };

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw Wrong($"check: '{path}' cannot be read: {e.Message}");
        }
    }

    private static StartException Wrong(string sentence) => new(sentence, StartException.Usage);
}
