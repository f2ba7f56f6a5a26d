"""What officers use in Neo4j Browser: questions, colours, the guide and links into it."""
