namespace Coppice.Store;

/// <summary>Why the store could not do what was asked.</summary>
public enum StoreFault
{
    /// <summary>What was asked cannot be right: a bad location, a file that is something else.</summary>
    Refused,

    /// <summary>The disk is full.</summary>
    Full,

    /// <summary>The disk or the server takes no writes.</summary>
    ReadOnly,

    /// <summary>The database is not there, or does not answer.</summary>
    Unavailable,

    /// <summary>What is kept is not what was written.</summary>
    Damaged,

    /// <summary>A key is missing, or the key file is not safe.</summary>
    Keys,

    /// <summary>The store was made by another version of Coppice.</summary>
    Schema,
}

/// <summary>The store could not do what was asked. The message says what was wrong, where, and what would be right.</summary>
public sealed class StoreException(StoreFault fault, string message, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>Why.</summary>
    public StoreFault Fault => fault;

    /// <summary>
    /// Whether the failure came while the write was being confirmed, so that it may have been kept all the same. Ask again with the
    /// same key: the answer is then the truth.
    /// </summary>
    public bool MayHaveHappened { get; init; }
}
