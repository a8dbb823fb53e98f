using System.Text.RegularExpressions;

namespace Sluice.Queues;

/// <summary>What queues, topics and subscriptions can be called.</summary>
public static partial class QueueName
{
    /// <exception cref="QueueException"><c>InvalidArgument</c>.</exception>
    public static string Check(string kind, string name) => IsName(name)
        ? name
        : throw QueueException.InvalidArgument(
            kind, "a name is letters, digits and '-', begins with a letter or a digit, and has at most 120 characters");

    public static bool IsName(string text) => Shape().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9-]{0,119}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
