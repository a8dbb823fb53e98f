using Sluice.Cli.Wording;
using Sluice.Definitions;
using Sluice.Definitions.Linting;
using Sluice.Definitions.Syntax;
using Sluice.Model;

namespace Sluice.Cli.Checking;

/// <summary>Reads a file and has it inspected.</summary>
/// <param name="advice">What is served where the flows are to run.</param>
/// <param name="openInput">Opens the standard input.</param>
/// <param name="forCloud">What the vendor's service does not have is told, too.</param>
internal sealed class DefinitionReading(
    ExecutionMode mode, Limits limits, ActionAdvice advice, Func<Stream> openInput, bool forCloud = false)
{
    private const string StandardInputName = "stdin";
    private const int ByteOrderMark = 3;

    public CheckedFile Read(DefinitionFiles.Found file)
    {
        var isInput = file.Path == DefinitionFiles.StandardInput;
        var name = isInput ? StandardInputName : file.Path;
        try
        {
            // A pipe or a device in a directory has no length, and opening it might wait for ever.
            if (!file.IsNamed && new FileInfo(file.Path).Length == 0)
            {
                return CheckedFile.NotChecked(name, Texts.CheckEmpty);
            }

            using var stream = isInput ? openInput() : File.OpenRead(file.Path);
            return Inspect(file, name, stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return CheckedFile.NotRead(name, e.Message);
        }
    }

    private CheckedFile Inspect(DefinitionFiles.Found file, string name, Stream stream)
    {
        var most = limits.RequestBytes + ByteOrderMark;
        var bytes = ReadAtMost(stream, most, out var length);
        var text = "";
        var inspection = length > most
            ? FlowInspector.TooLarge(length, limits)
            : FlowInspector.Inspect(bytes, mode, limits, out text, advice, forCloud);
        return file.IsNamed || inspection.IsDefinition
            ? new(name, inspection, new SourceLines(text))
            : CheckedFile.NotChecked(name, Texts.FormatCheckNoDefinition(inspection.Reason));
    }

    /// <summary>The beginning of a stream; what goes beyond is counted and not kept.</summary>
    private static byte[] ReadAtMost(Stream stream, int most, out long length)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        length = 0;
        for (int read; (read = stream.Read(buffer)) > 0; length += read)
        {
            kept.Write(buffer, 0, (int)Math.Clamp(most - kept.Length, 0, read));
        }

        return kept.ToArray();
    }
}
