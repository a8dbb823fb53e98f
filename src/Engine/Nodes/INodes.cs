namespace Sluice.Engine.Nodes;

/// <summary>The other nodes that work on the store, as an engine sees them. What it says is a hint, as a directory's is.</summary>
/// <remarks>Callers on any thread.</remarks>
public interface INodes
{
    /// <summary>The node that works on a shard, as far as is known; null for this one.</summary>
    INode? FindOther(int shard);

    /// <summary>Hands something to all others for <see cref="NodeEnd.OnNews"/>, and waits for nobody. It may be lost.</summary>
    void TellOthers(byte[] news);
}

/// <summary>Another node, for as long as it lives: one that is started again is another one.</summary>
public interface INode
{
    /// <summary>It lives no longer, as far as is known for good.</summary>
    bool IsGone { get; }

    /// <summary>Brings a request there, for <see cref="NodeEnd.AnswerAsync"/>, and the answer back.</summary>
    /// <param name="number">The request's own, the same when it is sent again.</param>
    /// <exception cref="NodeSilentException">No answer has come.</exception>
    Task<byte[]> AskAsync(UInt128 number, int shard, byte[] request);
}

/// <summary>A node has not answered. Whether the request has come there, nobody knows.</summary>
public sealed class NodeSilentException(string message, Exception? cause = null) : Exception(message, cause);
