using System.Text.Json;

namespace Sluice.Client.Answers;

/// <summary>A call was refused, or nobody answered it.</summary>
/// <param name="status">Of HTTP; 0 when there was no answer.</param>
/// <param name="code">Stable: what the server says, or <see cref="Unreachable"/>, or <see cref="Unreadable"/>.</param>
public sealed class ClientException(int status, string code, string message, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>Nobody answers at the address.</summary>
    public const string Unreachable = "Unreachable";

    /// <summary>What answers does not speak this API.</summary>
    public const string Unreadable = "Unreadable";

    public int Status => status;

    public string Code => code;

    /// <summary>By which log and record of calls name the call; empty when there is none.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>What is wrong with a definition that was refused: an array of objects; undefined for anything else.</summary>
    public JsonElement Diagnostics { get; init; }
}
