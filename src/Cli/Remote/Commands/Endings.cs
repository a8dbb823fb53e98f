using System.Text.Json;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Remote.Commands;

/// <summary>What an execution came to.</summary>
internal static class Endings
{
    /// <summary>Its end in a line.</summary>
    /// <param name="execution">As the own API shows it.</param>
    public static string Sentence(JsonElement execution)
    {
        var took = Plain.Between(execution, "started", "stopped");
        var result = Plain.Text(execution, "status") == "Succeeded"
            ? Plain.Json(execution, "output")
            : $"{Plain.Text(execution, "error")} {Plain.Text(execution, "cause")}".Trim();
        return Texts.FormatEnded(Plain.Text(execution, "status"), took, result).TrimEnd();
    }

    public static int ExitCode(JsonElement execution) =>
        Plain.Raw(execution, "status") == "Succeeded" ? ExitCodes.Done : ExitCodes.Failed;
}
