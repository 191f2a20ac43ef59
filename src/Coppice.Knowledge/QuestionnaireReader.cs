namespace Coppice.Knowledge;

/// <summary>Reads an instrument from its FHIR R4 Questionnaire.</summary>
internal static class QuestionnaireReader
{
    public static Instrument Read(string file, byte[] utf8) =>
        throw new KnowledgeException($"{file}: not read ({utf8.Length})");
}
