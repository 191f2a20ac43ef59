namespace Coppice.Knowledge;

/// <summary>A knowledge file that is broken or that points at something that is not there. The message names file and place.</summary>
public sealed class KnowledgeException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public KnowledgeException(string message)
        : base(message) { }

    /// <summary>Says what is wrong, and what caused it.</summary>
    public KnowledgeException(string message, Exception inner)
        : base(message, inner) { }
}
